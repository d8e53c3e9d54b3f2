/**
 * Forms whose words must not be lost: before one leaves, the page asks whether the person
 * is still signed in, and stays as it is when nobody would receive it.
 */

import { askToSignIn, signInPath, signedInAgain } from "./notices.js";
import { token } from "./post.js";
import { gettext } from "./words.js";

const KEPT = "form[data-keep]";
const PATIENCE = 10_000;

/** Who is signed in is sent away from the sign-in page. */
async function isSignedIn() {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(signInPath(), { method: "HEAD", redirect: "manual", signal });
  return answer.type === "opaqueredirect";
}

async function onSubmit(event) {
  const form = event.target.closest(KEPT);
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.leaving) return;
  form.dataset.leaving = "";
  try {
    if (await isSignedIn()) return leave(form);
    askToSignIn();
    document.querySelector("#sign-in a").target = "_blank";
  } catch {
    tell(form, gettext("Pas de réseau : rien n'est parti. Ce que vous avez écrit est gardé ici."));
  }
  delete form.dataset.leaving;
}

function leave(form) {
  signedInAgain();
  const field = form.querySelector("[name=csrfmiddlewaretoken]");
  // Signing in elsewhere has changed it; the cookie follows, this page does not.
  if (field) field.value = token() || field.value;
  form.submit();
}

function tell(form, words) {
  let told = form.querySelector("[data-told]");
  if (!told) {
    told = document.createElement("p");
    told.className = "notice";
    told.dataset.level = "warning";
    told.dataset.told = "";
    told.setAttribute("role", "alert");
    form.append(told);
  }
  told.textContent = words;
}

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll(KEPT)) delete form.dataset.leaving;
});
document.addEventListener("submit", onSubmit);
