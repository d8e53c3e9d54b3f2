/**
 * This tablet's readiness to go on without network: the worker, the key, the page as it
 * is, the papers; and the line that says since when what is read here is no longer fresh.
 */

import * as clock from "./clock.js";
import { Papers } from "./papers.js";
import { token } from "./post.js";
import { drop, forgetWaiting, holdKey, keep, listOf, purge, purgeAll, purgeOld } from "./vault.js";
import { fill, gettext } from "./words.js";

const PAUSE = 30_000; // between two copies of the page
const SOON = 300; // when something left it, the copy does not wait
const FIRST = 2_000; // the page is drawn before its papers are fetched
const EVERY_MINUTE = 60_000;
const REFUSED = [403, 404];

let meeting = 0;
let isReady = false; // this page is kept
let hasKey = false; // the server gave it since the page was opened
let heardAt = 0;
let copiedAt = -Infinity;
let copying = 0;
let papers = null;
let copy = () => "";

/** Keep this tablet ready; `snapshot` returns the page as HTML. */
export function start(room, snapshot) {
  document.addEventListener("ecm:light", ({ detail }) => say(detail));
  if (room.dataset.view !== "room" || !canKeep()) return;
  [meeting, copy, heardAt] = [Number(room.dataset.meeting), snapshot, clock.now()];
  papers = new Papers(meeting, { allowed, tell, refused: stop });
  document.addEventListener("ecm:ended", () => stop());
  document.addEventListener("ecm:live", () => (hasKey ? papers.soon() : begin(room)));
  document.addEventListener("ecm:applied", ({ detail }) => isReady && afterFrame(detail));
  document.addEventListener("submit", leave, { capture: true });
  document.addEventListener("visibilitychange", () => purgeOld().catch(() => {}));
  addEventListener("pagehide", () => isReady && keepPage());
  setInterval(() => purgeOld().catch(() => {}), EVERY_MINUTE);
  isReady = !!room.dataset.heard; // this very page comes from here
}

/** Only a page that came by HTTPS, or from this machine, may keep anything. */
const canKeep = () =>
  !!(globalThis.isSecureContext && navigator.serviceWorker && globalThis.indexedDB);

async function begin(room) {
  try {
    navigator.serviceWorker.controller?.postMessage("live");
    if (!(await navigator.serviceWorker.register("/sw.js", { type: "module" }))) return;
    const user = room.dataset.user;
    await purgeOld(user);
    const held = await askKey();
    if (!held) return await stop();
    const until = Date.now() + held.seconds * 1000;
    await holdKey({ meeting, user, raw: held.key, until });
    isReady = hasKey = true;
    navigator.storage?.persist?.().catch(() => {});
    await keepPage();
    papers.soon(FIRST);
  } catch {
    // no network after all, or this browser keeps nothing: the next « ecm:live » tries
  }
}

/** Return { key, seconds }, or null where the server wants nothing to be kept. */
async function askKey() {
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const answer = await fetch(`/seances/${meeting}/hors-ligne/cle/`, { method: "POST", headers });
  if (REFUSED.includes(answer.status)) return null;
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return answer.json();
}

async function stop() {
  isReady = hasKey = false;
  clearTimeout(copying);
  papers.stop();
  await purge(meeting).catch(() => {});
}

function leave({ target }) {
  if (!target.action?.endsWith("/deconnexion/")) return;
  isReady = false;
  papers.stop();
  Promise.all([purgeAll(), forgetWaiting()]).catch(() => {});
}

/** Return the items that this page shows its reader, who may read them. */
const allowed = () =>
  new Set(
    [...document.querySelectorAll("#agenda [data-browse]")].map((link) =>
      Number(link.dataset.browse),
    ),
  );

/** What left the agenda leaves the tablet at once; the rest waits for a quiet moment. */
async function afterFrame({ ids, snapshot }) {
  heardAt = clock.now();
  const mine = allowed();
  const rows = (await listOf(meeting)).filter(({ item }) => item && !mine.has(item));
  if (rows.length) await drop(meeting, rows);
  copyIn(rows.length ? SOON : Math.max(SOON, copiedAt + PAUSE - performance.now()), rows.length);
  papers.changed(ids, snapshot);
}

function copyIn(delay, isUrgent) {
  if (copying && !isUrgent) return;
  clearTimeout(copying);
  copying = setTimeout(keepPage, delay);
}

async function keepPage() {
  clearTimeout(copying);
  copying = 0;
  if (!isReady) return;
  copiedAt = performance.now();
  const path = `/seances/${meeting}/`;
  const type = "text/html; charset=utf-8";
  await keep({ meeting, item: 0, path, type, body: copy(heardAt) }).catch(() => false);
}

/** Say since when there is no network, and of what moment is what is read. */
function say({ state, heardAt: lastHeard, since }) {
  heardAt = lastHeard;
  const line = document.getElementById("offline");
  if (!line) return;
  line.hidden = state !== "offline";
  const times = { since: spoken(Math.max(since, lastHeard)), heard: spoken(lastHeard) };
  const words = gettext("Hors ligne depuis %(since)s : ce que vous lisez date de %(heard)s.");
  line.textContent = line.hidden ? "" : fill(words, times);
  if (!line.hidden && isReady) keepPage();
}

/** Return "10 h 42" with no-break spaces. */
function spoken(time) {
  const [hours, minutes] = clock.hoursAndMinutes(time).split(":");
  return `${Number(hours)}\u00a0h\u00a0${minutes}`;
}

function tell(kept, total, isFull) {
  const line = document.getElementById("kept");
  if (!line) return;
  const words = isFull
    ? gettext("%(kept)s pièces sur %(total)s gardées sur cette tablette : la place manque")
    : gettext("%(kept)s pièces sur %(total)s gardées sur cette tablette");
  line.textContent = total ? fill(words, { kept, total }) : "";
}
