/** The one dialog: opened by what is loaded into it, closed by its command's success. */

import { isOtherPage } from "./commands.js";

/** Watch `<dialog id="dialog">`. */
export function start() {
  const dialog = document.getElementById("dialog");
  if (!dialog) return;
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target === dialog && dialog.childElementCount) open(dialog);
  });
  dialog.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (isDone(detail)) dialog.close();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("change", ({ target }) => {
    if (target.name === "outcome") showOutcome(dialog, target);
  });
  dialog.addEventListener("close", () => dialog.replaceChildren());
}

function isDone({ successful, xhr, requestConfig: { verb, path } }) {
  return successful && verb !== "get" && !isOtherPage(xhr, path);
}

function open(dialog) {
  const chosen = dialog.querySelector("[name=outcome]:checked");
  if (chosen) showOutcome(dialog, chosen);
  if (!dialog.open) dialog.showModal();
}

/** Show the sentence and the fields of the outcome; keep a sentence written by hand. */
function showOutcome(dialog, choice) {
  for (const field of dialog.querySelectorAll("[data-outcomes]")) {
    field.hidden = !field.dataset.outcomes.split(" ").includes(choice.value);
    field.disabled = field.hidden; // a fieldset: what is hidden is not sent
  }
  const sentence = dialog.querySelector("[name=text]");
  const isOurs = sentence && sentence.value === (sentence.dataset.shown ?? sentence.defaultValue);
  if (!isOurs || choice.dataset.sentence === undefined) return;
  sentence.value = sentence.dataset.shown = choice.dataset.sentence;
}
