/** A form that saves itself while one writes, and says when it did. */

import { newKey } from "./key.js";
import { askToSignIn, signedInAgain } from "./notices.js";
import { post } from "./post.js";
import { fill, gettext } from "./words.js";

const STILL = 6_000; // after the last letter
const AGAIN = 15_000; // after a failure

const form = document.querySelector("form[data-autosave]");
const said = form.querySelector("[data-saved]");
let last = isTouched() ? null : written();
let timer;
let sending = false;

function written() {
  const fields = new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "key", "base"]) fields.delete(name);
  return new URLSearchParams(fields).toString();
}

/** Tell whether somebody wrote before this script came, on a slow line: those words wait. */
function isTouched() {
  return [...form.elements].some((field) => {
    if (field.type === "hidden") return false;
    if (field.options) return [...field.options].some(isChosenAnew);
    if ("checked" in field && field.checked !== field.defaultChecked) return true;
    return "defaultValue" in field && field.value !== field.defaultValue;
  });
}

/** A list without a choice of the page's own shows its first line: nobody chose it. */
function isChosenAnew(option) {
  const own = [...option.parentElement.closest("select").options];
  const none = !own.some((other) => other.defaultSelected);
  return option.selected !== (none ? option === own[0] : option.defaultSelected);
}

function wait(pause = STILL) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

async function save() {
  const now = written();
  if (now === last || sending) return;
  sending = true;
  const fields = new FormData(form);
  // Signing in elsewhere has changed it: the header of the post follows the cookie.
  fields.delete("csrfmiddlewaretoken");
  const { end, facts } = await post(location.pathname, fields, newKey());
  sending = false;
  if (end === "done" && facts.saved) return saved(now, facts);
  if (end === "signed-out") askToSignIn();
  else signedInAgain();
  said.textContent = gettext("Pas encore enregistré. Ce que vous avez écrit est sur cette page.");
  wait(AGAIN);
}

function saved(now, { saved: hour, base, texts, errors }) {
  const isStill = written() === now;
  signedInAgain();
  form.elements.base.value = base;
  number(texts);
  last = isStill ? written() : now;
  const faults = Object.keys(errors).length;
  const words = faults
    ? gettext("Enregistré à %(hour)s, sauf ce qui reste à corriger.")
    : gettext("Enregistré à %(hour)s.");
  said.textContent = fill(words, { hour });
  if (written() !== last) wait();
}

/** A draft text that was just saved has its number from then on. */
function number(texts) {
  const titles = [...form.querySelectorAll("[name^=texts-][name$=-title]")];
  const kept = titles.filter((title) => title.value.trim());
  if (kept.length !== texts.length) return;
  kept.forEach((title, rank) => {
    form.elements[title.name.replace("-title", "-id")].value = texts[rank];
  });
}

form.addEventListener("input", () => wait());
form.addEventListener("change", () => wait());
if (last === null) wait();
addEventListener("beforeunload", (event) => {
  if (written() !== last && !("leaving" in form.dataset)) event.preventDefault();
});
