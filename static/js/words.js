/** Words on the screen: French, unless the page has loaded another catalogue. */

export const gettext = (text) => globalThis.django?.gettext?.(text) ?? text;

/** Put values in a sentence: fill("lu par %(count)s", { count: 30 }). */
export const fill = (sentence, values) =>
  sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
