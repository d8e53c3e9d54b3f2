/** My own marks: personal, so fetched by me, and never taken from under my typing. */

import { put, read } from "./frame.js";
import { draw as drawHand } from "./hand.js";
import { askToSignIn } from "./notices.js";

let wanted = 0; // the newest reason to fetch; an older answer is thrown away
let isLate = false; // a fetch waits until I have left the text field

/** Keep `#mine` true. */
export function start(room) {
  if (!document.getElementById("mine")) return;
  const url = `/seances/${room.dataset.meeting}/mes-marques/`;
  let round = roundKey();
  document.addEventListener("ecm:applied", ({ detail: { ids, snapshot } }) => {
    const isOther = round !== roundKey();
    round = roundKey();
    if (isOther || snapshot || ids.includes("mine-changed")) refresh(url);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (isLate && target.closest("#mine")) setTimeout(() => refresh(url));
  });
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.closest("#mine")) wanted += 1;
  });
}

const roundKey = () => document.getElementById("round")?.dataset.key;

async function refresh(url) {
  isLate = isTyping();
  if (isLate) return;
  const reason = ++wanted;
  const html = await fetchPartial(url);
  if (!html || reason !== wanted) return;
  isLate = isTyping();
  if (!isLate) replace(html);
}

function isTyping() {
  const focused = document.activeElement;
  return focused.matches("textarea, input[type=text]") && !!focused.closest("#mine");
}

async function fetchPartial(url) {
  const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (response?.redirected) askToSignIn();
  return response?.ok && !response.redirected ? response.text() : "";
}

/** Put the partial in the page; carry over the words not yet sent on the same item. */
function replace(html) {
  const old = document.getElementById("mine");
  const unsent = [...old.querySelectorAll("textarea, input[type=text]")].filter(
    (field) => field.value !== field.defaultValue,
  );
  const { regions } = read(html);
  const hand = regions.find(({ id }) => id === "hand");
  if (hand) put(hand, { snapshot: true });
  drawHand();
  const mine = regions.find(({ id }) => id === "mine");
  if (!mine) return;
  put(mine, { snapshot: true });
  const fresh = document.getElementById("mine");
  if (fresh.dataset.item !== old.dataset.item) return;
  for (const { id, value } of unsent) {
    const field = id && document.getElementById(id);
    if (field) field.value = value;
  }
}
