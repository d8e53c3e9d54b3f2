/** A translation saves each text as its writer leaves it, and lets no words be lost. */

import { askToSignIn } from "./notices.js";
import { gettext } from "./words.js";

const ANSWERED = [409, 422]; // the row comes back with what was typed and why

const page = document.querySelector("[data-translating]");

// A pair is put in place as it came: a style carried over would be refused by the policy.
if (globalThis.htmx) htmx.config.attributesToSettle = [];

function wordsOf(form) {
  return form.querySelector("textarea[data-words]");
}

function isUnsaved(form) {
  const words = wordsOf(form);
  // Words that were refused came back in the page and were never stored.
  return words && (words.value !== words.defaultValue || "refused" in form.dataset);
}

page.addEventListener("focusout", (event) => {
  const form = event.target.closest("form[data-text]");
  if (!form || form.contains(event.relatedTarget)) return;
  if (event.relatedTarget?.closest("[data-letters]")) return;
  const words = wordsOf(form);
  if (words.value !== words.defaultValue) form.requestSubmit();
});

page.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.target.closest("form[data-text]")?.requestSubmit();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (ANSWERED.includes(xhr.status) && type.startsWith("text/html"))
    event.detail.shouldSwap = true;
  // The page to sign in again is not a text: it must not take the place of the words.
  const asked = new URL(requestConfig.path, location.href).pathname;
  if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
    event.detail.shouldSwap = false;
    askToSignIn();
    tell(event);
  }
});

// Neither an expired sign-in nor a lost line may replace the words by another page.
function tell(event) {
  const { elt } = event.detail.requestConfig;
  const said = elt.closest("form[data-text]")?.querySelector("[data-said]");
  if (said) said.textContent = gettext("Pas encore enregistré. Ce que vous avez écrit est sur cette page.");
}
document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:responseError", (event) => {
  if (!ANSWERED.includes(event.detail.xhr.status)) tell(event);
});

addEventListener("beforeunload", (event) => {
  const forms = [...page.querySelectorAll("form[data-text]")];
  if (forms.some(isUnsaved)) event.preventDefault();
});
