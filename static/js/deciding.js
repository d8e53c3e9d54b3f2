/**
 * A decision in the dialog: the day of a deferral, as many instructions as are given, and
 * the whole read back under the hand as it is written.
 */

import { propose } from "./dialog.js";
import { fill, gettext } from "./words.js";

let added = 0;

/** Watch the palette of outcomes in `<dialog id="dialog">`. */
export function start() {
  const dialog = document.getElementById("dialog");
  if (!dialog) return;
  dialog.addEventListener("input", ({ target }) => follow(dialog, target));
  dialog.addEventListener("change", ({ target }) => follow(dialog, target));
  dialog.addEventListener("click", ({ target }) => act(dialog, target));
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target === dialog) readBack(dialog);
  });
}

function follow(dialog, field) {
  if (field.name === "outcome" || field.name === "deferred_to") name(dialog);
  readBack(dialog);
}

function act(dialog, target) {
  const button = target.closest("button");
  if (!button) return;
  if ("day" in button.dataset) choose(dialog, button.dataset.day);
  else if ("add" in button.dataset) add(dialog);
  else if ("drop" in button.dataset) drop(dialog, button);
  else return;
  readBack(dialog);
}

function choose(dialog, day) {
  dialog.querySelector("[name=deferred_to]").value = day;
  name(dialog);
}

/** Name the day in the sentence of a deferral, and press its button. */
function name(dialog) {
  const { dated, sentence } = dialog.querySelector("[name=outcome]:checked")?.dataset ?? {};
  if (dated === undefined) return;
  const day = dialog.querySelector("[name=deferred_to]").value;
  propose(dialog, day ? dated.replace("{day}", inWords(day)) : sentence);
  for (const button of dialog.querySelectorAll("[data-day]")) {
    button.setAttribute("aria-pressed", button.dataset.day === day);
  }
}

/** « jeudi 05 février 2026 », « mercredi 1er août 2018 », as the decisions print it. */
function inWords(day) {
  const date = new Date(`${day}T00:00:00Z`);
  const part = (options) =>
    new Intl.DateTimeFormat("fr-FR", { ...options, timeZone: "UTC" }).format(date);
  const rank = date.getUTCDate() === 1 ? "1er" : String(date.getUTCDate()).padStart(2, "0");
  return `${part({ weekday: "long" })} ${rank} ${part({ month: "long" })} ${date.getUTCFullYear()}`;
}

function add(dialog) {
  const lines = dialog.querySelector("[data-instructions]");
  const line = dialog.querySelector("template").content.cloneNode(true);
  added += 1;
  for (const element of line.querySelectorAll("[id], [for]")) {
    const place = element.id ? "id" : "for";
    element.setAttribute(place, element.getAttribute(place).replace("-n", `-${added}`));
  }
  lines.append(line);
  lines.lastElementChild.querySelector("textarea").focus();
}

function drop(dialog, button) {
  button.closest("[data-instruction]").remove();
  dialog.querySelector("[data-add]").focus();
}

/** Read back the sentence, the amendments and each instruction, as they would be kept. */
function readBack(dialog) {
  const place = dialog.querySelector("[data-read-back]");
  if (!place) return;
  const written = new FormData(dialog.querySelector("form"));
  const quote = paragraph(`« ${(written.get("text") ?? "").trim()} »`);
  quote.className = "decision";
  quote.lang = "fr";
  const amendments = (written.get("amendments") ?? "").trim();
  const lines = [...dialog.querySelectorAll("[data-instruction]")].map(told);
  place.replaceChildren(
    quote,
    ...[amendments, ...lines].filter(Boolean).map(paragraph),
  );
}

function told(line) {
  const text = line.querySelector("[name=instruction]").value.trim();
  if (!text) return "";
  const { selectedOptions, value } = line.querySelector("[name=responsible]");
  const day = line.querySelector("[name=due_on]").value;
  const ministry = value ? selectedOptions[0].textContent : gettext("ministère à choisir");
  const values = { ministry, text, day: day && inWords(day) };
  if (!day) return fill(gettext("Instruction, %(ministry)s : %(text)s"), values);
  return fill(gettext("Instruction, %(ministry)s, pour le %(day)s : %(text)s"), values);
}

function paragraph(words) {
  const element = document.createElement("p");
  element.textContent = words;
  return element;
}
