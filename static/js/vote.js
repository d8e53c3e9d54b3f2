/**
 * My own votes in a vote by name: fetched by me alone, when the vote opens, closes or comes
 * to my turn. Others' votes never draw my buttons again.
 */

import { put, read } from "./frame.js";
import { askToSignIn } from "./notices.js";

let drawn = ""; // the state of the vote, and whether it was my turn, when I last looked
let wanted = 0; // the newest reason to fetch; an older answer is thrown away

const own = () => document.getElementById("vote-own");
const state = () => document.getElementById("vote")?.dataset.key ?? "";

/** Keep `#vote-own` true to the vote. */
export function start() {
  if (!own()) return;
  document.addEventListener("ecm:applied", ({ detail: { ids, snapshot } }) => {
    if (signs() !== drawn || snapshot || ids.includes("attendance")) refresh();
  });
  // What I have just voted is drawn by its own answer: an older one must not replace it.
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.closest("#vote-own")) wanted += 1;
  });
  document.addEventListener("htmx:afterSettle", keepFocus);
  if (state()) refresh();
}

function signs() {
  const next = document.getElementById("turnout")?.dataset.next ?? "";
  const mine = (own().dataset.seats ?? "").split(" ");
  return `${state()}/${next && mine.includes(next) ? next : ""}`;
}

async function refresh() {
  const reason = ++wanted;
  const before = signs();
  const headers = { "HX-Request": "true" };
  const response = await fetch(own().dataset.url, { headers }).catch(() => null);
  if (response?.redirected) return askToSignIn();
  if (!response?.ok || reason !== wanted) return;
  const [fresh] = read(await response.text()).regions;
  if (!fresh || reason !== wanted) return;
  put(fresh, { snapshot: true });
  drawn = before.split("/")[0] === state() ? signs() : before;
}

/** A button that was pressed goes out of the page with the answer: its like has the focus. */
function keepFocus({ detail }) {
  const id = detail.requestConfig?.elt?.id;
  if (!id || !id.startsWith("vote-") || document.activeElement !== document.body) return;
  document.getElementById(id)?.focus({ preventScroll: true });
}
