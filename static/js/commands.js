/**
 * Commands by HTTP: one key each, one effect however often they are tapped or sent.
 * What did not go is said. A member's own position or hand then waits in sight (outbox.js);
 * any other goes when it is tapped again.
 */

import { newKey } from "./key.js";
import { askToSignIn, clearRefusal, refuse } from "./notices.js";
import { wait } from "./outbox.js";
import { gettext } from "./words.js";

const PATIENCE = 15_000;
const DOUBLE_TAP = 500; // milliseconds
const SAME_PLACE = 40; // pixels
const NO_ROOM = 507;
const UNHEARD = [0, 502, 503, 504, NO_ROOM]; // it may be heard later, by itself
const COMMAND = "[hx-post], [hx-get], form[hx-post] [type=submit]";

const inFlight = new WeakSet();
let last = null; // the command that may have to be sent again with its key
let tap = { at: -Infinity, x: 0, y: 0 };

/** Watch every command of the page. */
export function start() {
  if (globalThis.htmx) globalThis.htmx.config.timeout = PATIENCE;
  document.addEventListener("click", refuseSecondTap, { capture: true });
  document.addEventListener("keydown", refuseHeldKey, { capture: true });
  document.addEventListener("htmx:confirm", refuseWhileInFlight);
  document.addEventListener("htmx:configRequest", giveKey);
  document.addEventListener("htmx:beforeRequest", holdBack);
  document.addEventListener("htmx:beforeSend", follow);
  document.addEventListener("htmx:beforeSwap", refuseOtherPage);
}

/** A frame may put another button under the finger between the two taps of a double tap. */
function refuseSecondTap(event) {
  if (!event.isTrusted) return; // clicked for a key, which has no place: each press counts
  const button = event.target.closest?.(COMMAND);
  const { clientX: x, clientY: y, timeStamp: at } = event;
  if (!button) {
    tap = { at, x, y }; // what was under it may have made place for a command
    return;
  }
  const isNear = Math.hypot(x - tap.x, y - tap.y) < SAME_PLACE;
  if (at - tap.at < DOUBLE_TAP && isNear) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!button.matches("[hx-get]")) {
    tap = { at, x, y };
  }
}

function refuseHeldKey(event) {
  const isTap = event.key === "Enter" || event.key === " ";
  if (event.repeat && isTap && event.target.closest?.(COMMAND)) event.preventDefault();
}

function refuseWhileInFlight(event) {
  if (inFlight.has(event.detail.elt)) event.preventDefault();
}

/** Give the same key to the same command from the same button, if it was the last one. */
function giveKey({ detail: { elt, verb, path, formData, headers } }) {
  if (verb === "get") return;
  const wish = `${verb} ${path} ${new URLSearchParams(formData)}`;
  if (last?.elt !== elt || last.wish !== wish) last = { elt, wish, key: newKey() };
  headers["Idempotency-Key"] = last.key;
  // Under whose conduct this page was drawn: an old one commands no more.
  const epoch = document.getElementById("cockpit")?.dataset.epoch;
  if (epoch) headers["Wheel-Epoch"] = epoch;
}

/** Without network a command is not tried: it waits if it may, or is refused at once. */
function holdBack(event) {
  const { elt, requestConfig } = event.detail;
  if (!isOffline()) return;
  event.preventDefault();
  if (letWait(elt, requestConfig)) return clearRefusal();
  refuse(gettext("Pas de réseau : rien n'est parti. Recommencez quand la liaison sera revenue."));
}

/** A room without the Internet is not without network: the light knows better. */
function isOffline() {
  const state = document.getElementById("light")?.dataset.state;
  return state === "offline" || (!navigator.onLine && state !== "live");
}

function letWait(elt, requestConfig) {
  if (requestConfig.verb === "get" || !wait(elt, requestConfig)) return false;
  last = null; // it keeps its key; the next tap is another wish
  return true;
}

/** Listen to the request itself: its button may leave the page before it is answered. */
function follow({ detail: { elt, xhr, requestConfig } }) {
  inFlight.add(elt);
  xhr.addEventListener("loadend", () => {
    inFlight.delete(elt);
    if (isOtherPage(xhr, requestConfig.path)) askToSignIn();
    else settle(elt, xhr, requestConfig);
  });
}

function settle(elt, xhr, requestConfig) {
  const { verb } = requestConfig;
  const isUncertain = xhr.status === 0 || xhr.status >= 500;
  if (!isUncertain && last?.elt === elt) last = null;
  if (UNHEARD.includes(xhr.status) && letWait(elt, requestConfig)) return clearRefusal();
  if (isUncertain) {
    refuse(said(xhr) || gettext("Non transmis. Touchez de nouveau pour réessayer."));
  } else if (xhr.status >= 400) {
    refuse(reason(xhr));
  } else if (verb !== "get") {
    clearRefusal();
  }
}

function reason(xhr) {
  return said(xhr) || gettext("Cette page n'est plus à jour. Rechargez-la, puis recommencez.");
}

/** Return what the application itself said of its refusal, if it did. */
function said(xhr) {
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  const isOurs = xhr.status < 500 || xhr.status === NO_ROOM;
  return isOurs && type.startsWith("text/plain") ? xhr.responseText : "";
}

/** Whoever is signed out is sent to another page, which must not land in this one. */
export function isOtherPage(xhr, path) {
  if (!xhr.responseURL) return false;
  return new URL(xhr.responseURL).pathname !== new URL(path, location.href).pathname;
}

function refuseOtherPage({ detail }) {
  if (isOtherPage(detail.xhr, detail.requestConfig.path)) detail.shouldSwap = false;
}
