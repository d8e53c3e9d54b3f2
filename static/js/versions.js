/**
 * The earlier texts of a paragraph: asked for from its row, restored by the path of typing,
 * so that nobody's words are overwritten unseen.
 */

import { newKey } from "./key.js";
import { gettext } from "./words.js";

/** Return the button of a row; it shows once the server knows the paragraph. */
export function makeButton(paragraph) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet edit-versions";
  button.dataset.versions = paragraph.uid;
  button.textContent = gettext("Versions…");
  button.hidden = true;
  return button;
}

/** Serve the buttons; `desk` has paragraphs, item, isReadOnly and create(facts). */
export function start(section, desk) {
  section.append(removedButton());
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button");
    if (!button) return;
    const { versions, removed, restore } = button.dataset;
    if (versions) ask(section, { block: desk.paragraphs.get(versions)?.block });
    else if (removed !== undefined) ask(section, { item: desk.item });
    else if (restore) rewrite(desk, button);
    else if ("restoreRemoved" in button.dataset) writeAgain(desk, button);
  });
}

function removedButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.dataset.removed = "";
  button.textContent = gettext("Paragraphes retirés…");
  return button;
}

function ask(section, { block, item }) {
  const { versionsUrlTemplate, removedUrl } = section.dataset;
  const url = block
    ? versionsUrlTemplate.replace("/0/", `/${block}/`)
    : `${removedUrl}?item=${item ?? ""}`;
  globalThis.htmx.ajax("GET", url, { target: "#dialog" });
}

/** Type the old text into its paragraph, if it still is what the dialog showed. */
function rewrite(desk, button) {
  const { restore, current, text } = button.dataset;
  const paragraph = desk.paragraphs.get(restore);
  if (desk.isReadOnly) return refuse(button, elsewhere());
  const isAsShown = paragraph?.isClean && paragraph.base === Number(current);
  if (!isAsShown || paragraph.proposal) return refuse(button, changed());
  paragraph.type(text);
  done(button);
}

/** Write the words of a removed paragraph as a new one, in its place. */
function writeAgain(desk, button) {
  if (desk.isReadOnly) return refuse(button, elsewhere());
  const { item, zone, position, text } = button.dataset;
  const facts = { uid: newKey(), item, zone, position: Number(position) };
  desk.create(facts).type(text);
  desk.arrange();
  done(button);
}

const elsewhere = () => gettext("Le procès-verbal s'écrit dans un autre onglet.");

const changed = () => gettext("Ce paragraphe vient d'être modifié : relisez-le d'abord.");

function refuse(button, words) {
  const notice = button.closest("dialog").querySelector("[data-restore-refused]");
  notice.textContent = words;
  notice.hidden = false;
}

function done(button) {
  button.closest("dialog").close();
}
