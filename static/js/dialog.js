/** The one dialog: opened by what is loaded into it, closed by its command's success. */

import { isOtherPage } from "./commands.js";

/** Watch `<dialog id="dialog">`, and the dialogs that stand in the page. */
export function start() {
  document.addEventListener("click", openStanding);
  const dialog = document.getElementById("dialog");
  if (!dialog) return;
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target === dialog && dialog.childElementCount) open(dialog);
  });
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    // What the answer draws again in the dialog stays: one tap after another.
    if (isDone(detail) && detail.target !== dialog) target.closest("dialog")?.close();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
  });
  dialog.addEventListener("change", ({ target }) => {
    if (target.name === "outcome") showOutcome(dialog, target);
  });
  dialog.addEventListener("close", () => dialog.replaceChildren());
}

/** `<button data-dialog="closing">` opens `<dialog id="closing">`. */
function openStanding({ target }) {
  const opener = target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog).showModal();
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
  if (choice.dataset.sentence !== undefined) propose(dialog, choice.dataset.sentence);
}

/** Put words in the sentence, unless somebody has written his own there. */
export function propose(dialog, words) {
  const sentence = dialog.querySelector("[name=text]");
  const isOurs = sentence && sentence.value === (sentence.dataset.shown ?? sentence.defaultValue);
  if (isOurs) sentence.value = sentence.dataset.shown = words;
}
