/**
 * Forms that bring a file: the file goes first and by pieces, then the form follows with
 * the file's identity. Without this script the form carries the file itself.
 */

import { bookmarks, ofForm } from "./bookmarks.js";
import { token } from "./post.js";
import { howFar, Sending } from "./sending.js";
import { fill, gettext } from "./words.js";

const FIELD = "[data-upload]";
const sendings = new Map(); // by field, as long as its file is on its way

const rootOf = (element) => element.closest(FIELD) ?? element.querySelector(FIELD);

/** Before htmx and before the browser. */
function onSubmit(event) {
  const root = rootOf(event.target);
  const file = root?.querySelector("input[type=file]");
  if (!file?.files.length) return;
  if (root.querySelector("input[name=upload]").value) {
    // It has arrived: the form does not carry it a second time.
    file.disabled = true;
    setTimeout(() => (file.disabled = false));
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!sendings.has(root)) send(root, event.submitter);
}

function send(root, submitter) {
  const sending = new Sending(root, () => sendings.delete(root));
  sendings.set(root, sending);
  sending.start((identity) => {
    root.querySelector("input[name=upload]").value = identity;
    root.closest("form").requestSubmit(submitter);
  });
}

/** Another file, or none: what was sent of the first is given up. */
function onChange({ target }) {
  const root = target.type === "file" && target.closest(FIELD);
  if (!root) return;
  sendings.get(root)?.giveUp();
  root.querySelector("input[name=upload]").value = "";
  new Sending(root).say("");
}

function onClick({ target }) {
  const sending = sendings.get(target.closest(FIELD));
  if (target.closest("[data-upload-pause]")) sending?.toggle();
  if (target.closest("[data-upload-give-up]")) sending?.giveUp();
}

/** Tell of the transfer that an earlier page left unfinished. */
async function remind(root) {
  const sending = new Sending(root);
  for (const { uploadUrl, size, urlStorageKey } of ofForm(sending.place)) {
    const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token() };
    const found = await fetch(uploadUrl, { method: "HEAD", headers }).catch(() => null);
    if (found?.status === 404) bookmarks.removeUpload(urlStorageKey);
    const sent = Number(found?.headers.get("Upload-Offset") ?? NaN);
    if (!found?.ok || !(sent < size) || sendings.has(root)) continue;
    const words = gettext(
      "L'envoi de « %(name)s » s'est arrêté à %(far)s. Choisissez de nouveau ce fichier pour le reprendre.",
    );
    const values = { name: nameIn(found), far: howFar(sent, size) };
    sending.say(fill(words, values), "warning");
  }
}

/** The server alone keeps the name; a header carries it in base64. */
function nameIn(response) {
  const [, name] = (response.headers.get("Upload-Metadata") ?? "").split(" ");
  const octets = Uint8Array.from(atob(name ?? ""), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(octets);
}

document.addEventListener("submit", onSubmit, { capture: true });
document.addEventListener("change", onChange);
document.addEventListener("click", onClick);
addEventListener("offline", () => sendings.forEach((sending) => sending.cut()));
addEventListener("online", () => sendings.forEach((sending) => sending.mend()));
document.querySelectorAll(FIELD).forEach(remind);
