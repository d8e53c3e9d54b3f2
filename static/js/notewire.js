/** The notes' requests: sealed texts and locks, and how each ended. No words pass here. */

import { signInPath } from "./notices.js";
import { token } from "./post.js";

const PATIENCE = 15_000;

/** Ask for the lock of one's notes; `lock` is null where no phrase was chosen yet. */
export const askLock = () => ask("/mes-notes/verrou/");

/** Give a first lock; "clash" when another tablet made one before. */
export const giveLock = (lock) => ask("/mes-notes/verrou/", lock);

/** Delete one's notes and their lock. */
export const eraseNotes = () => ask("/mes-notes/recommencer/", {});

const noteUrl = ({ meeting, item }) => `/seances/${meeting}/points/${item}/ma-note/`;

/** Ask for the note on an item: { version, sealed, earlier }. */
export const askNote = (place) => ask(noteUrl(place));

/** Send the sealed text of { meeting, item, sealed, base, salt }. */
export const sendNote = ({ meeting, item, sealed, base, salt }) =>
  ask(noteUrl({ meeting, item }), { sealed, base, salt });

/** Send what waits on this tablet, save on the items whose editor does so itself. */
export async function sendWaiting(book, isOpen) {
  for (const entry of await book.waiting()) {
    if (isOpen(entry.item)) continue;
    const { end } = await sendNote(entry);
    if (end === "done") await book.arrived(entry);
    if (end === "failed") return;
  }
}

/**
 * Return { end, facts, message }: "done", "clash" (facts say what stands), "refused" (the
 * message is for the person), "gone" (no longer his to see), "signed-out" or "failed".
 */
async function ask(url, fields) {
  const headers = { "HX-Request": "true" };
  const options = { headers, signal: AbortSignal.timeout(PATIENCE), cache: "no-store" };
  if (fields) {
    headers["X-CSRFToken"] = token();
    Object.assign(options, { method: "POST", body: new URLSearchParams(fields) });
  }
  try {
    return await judge(await fetch(url, options));
  } catch {
    return { end: "failed" };
  }
}

async function judge(response) {
  if (response.redirected && response.url.includes(signInPath())) {
    return { end: "signed-out" };
  }
  if (response.status === 204) return { end: "done" };
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (isJson && response.ok) return { end: "done", facts: await response.json() };
  if (isJson && response.status === 409) {
    return { end: "clash", facts: await response.json() };
  }
  if (response.status === 404) return { end: "gone" };
  if (response.status === 409) return { end: "refused", message: await response.text() };
  return { end: response.status === 403 ? "signed-out" : "failed" };
}
