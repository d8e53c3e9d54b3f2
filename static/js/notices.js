/** What the page tells the person outside the regions: refusals, signing in, leaving. */

import { gettext } from "./words.js";

/** Say why something was refused, in the open dialog if there is one. */
export function refuse(message) {
  const notice = place();
  if (!notice) return;
  notice.hidden = false;
  notice.textContent = message;
}

/** Let the person put the refusal away. */
export function start() {
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-dismiss]")) clearRefusal();
  });
}

/** Take the last refusal away. */
export function clearRefusal() {
  for (const notice of document.querySelectorAll("#refusal, #dialog .refusal")) {
    notice.textContent = "";
    notice.hidden = true;
  }
}

function place() {
  const dialog = document.querySelector("dialog[open]");
  if (!dialog) return document.getElementById("refusal");
  return dialog.querySelector(".refusal") ?? addNotice(dialog);
}

function addNotice(dialog) {
  const notice = document.createElement("p");
  notice.className = "refusal notice";
  notice.dataset.level = "error";
  notice.setAttribute("role", "alert");
  dialog.prepend(notice);
  return notice;
}

/** Ask to sign in again; the page and what was typed stay as they are. */
export function askToSignIn() {
  if (document.getElementById("sign-in")) return;
  const bar = document.createElement("p");
  bar.id = "sign-in";
  bar.className = "notice sign-in";
  bar.dataset.level = "warning";
  bar.setAttribute("role", "alert");
  const link = document.createElement("a");
  link.href = `${signInPath()}?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = gettext("Se reconnecter");
  bar.append(
    gettext("Votre connexion a pris fin. Ce que vous avez écrit est gardé."),
    " ",
    link,
  );
  document.body.prepend(bar);
}

/** Take the bar away: the person is known again. */
export function signedInAgain() {
  document.getElementById("sign-in")?.remove();
}

/** Return the address of the sign-in page. */
export const signInPath = () =>
  document.getElementById("room")?.dataset.signIn ?? "/connexion/";

/** Put a calm page in place of a room in which the person has no seat any more. */
export function leaveRoom() {
  const room = document.getElementById("room");
  const title = document.createElement("h1");
  title.textContent = gettext("Vous ne suivez plus cette séance");
  const reason = document.createElement("p");
  reason.textContent = gettext(
    "Votre siège à cette séance a été retiré ou confié à une autre personne.",
  );
  const link = document.createElement("a");
  link.href = "/seances/";
  link.textContent = gettext("Voir mes séances");
  const page = document.createElement("section");
  page.className = "sheet";
  page.append(title, reason, link);
  room.replaceChildren(page);
  room.dataset.gone = "";
}
