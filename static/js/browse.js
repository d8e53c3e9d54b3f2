/**
 * Looking at another item or paper while the Council moves on: nothing jumps, and one tap
 * leads back. Elements outside the regions say `data-when="browsing"` or `"following"`.
 */

import { put } from "./frame.js";
import { askToSignIn } from "./notices.js";
import { fill, gettext } from "./words.js";

const ROW = "[data-browse], .agenda-item a[href]";
const PAPER = "[data-paper], .paper-list a[href]";
const WHOLE_WIDTH = "#navpanes=0&view=FitH"; // what PDF viewers understand

let place = null; // what is looked at: { url, row, isPaper, from }
let opener = null; // the link that led there

/** Watch the links of the agenda and of the papers. */
export function start() {
  if (!document.getElementById("browse")) return;
  document.addEventListener("click", follow);
  document.addEventListener("keydown", steer);
  document.addEventListener("ecm:applied", keepTrue);
  show(null);
}

function follow(event) {
  const { target, ctrlKey, metaKey, shiftKey } = event;
  if (target.closest("[data-return]")) return goBack(event);
  if (target.closest("[data-close-paper]")) return closePaper(event);
  const link = target.closest(`${ROW}, ${PAPER}`);
  if (!link || ctrlKey || metaKey || shiftKey) return;
  const isPaper = link.matches(PAPER);
  if (isPaper && !navigator.pdfViewerEnabled) return; // the tablet opens it its own way
  event.preventDefault();
  const row = link.closest("[id^=row-]")?.id ?? "";
  if (row && document.getElementById(row).matches(".is-current")) return goBack(event);
  opener = link.id ? link : (document.getElementById(row)?.querySelector("a") ?? link);
  const next = { url: link.href, row: isPaper ? itemRow(link) : row, isPaper };
  if (isPaper) openPaper(link, { ...next, from: place });
  else openItem(next, { takesFocus: event.detail === 0 });
}

/** The row of the item that a paper belongs to, by the `data-item` around its link. */
function itemRow(link) {
  const item = link.closest("[data-item]")?.dataset.item;
  return item ? `row-${item}` : (place?.row ?? "");
}

async function openItem(next, { takesFocus = false } = {}) {
  const response = await fetch(next.url, { headers: { "HX-Request": "true" } }).catch(
    () => null,
  );
  if (!response) return;
  if (response.redirected) return askToSignIn();
  if (!response.ok) return place?.url === next.url ? show(null) : undefined;
  fillPane(await response.text(), next);
  if (takesFocus) document.getElementById("browse").focus({ preventScroll: true });
}

function fillPane(html, next) {
  const pane = document.getElementById("browse");
  const isSame = place?.url === next.url;
  const fresh = pane.cloneNode(false);
  fresh.innerHTML = html;
  if (isSame) {
    put(fresh, { snapshot: true });
  } else {
    pane.replaceChildren(...fresh.childNodes);
    pane.scrollTop = 0;
    globalThis.htmx?.process(pane);
  }
  show(next);
}

function openPaper(link, next) {
  const title = link.querySelector(".title")?.textContent ?? link.textContent;
  const bar = document.createElement("p");
  bar.className = "paper-bar buttons";
  const name = document.createElement("strong");
  name.textContent = title.trim();
  const back = document.createElement("button");
  back.type = "button";
  back.className = "button";
  back.dataset.closePaper = "";
  back.textContent = gettext("Fermer la pièce");
  bar.append(name, back);
  const frame = document.createElement("iframe");
  frame.className = "paper-frame";
  frame.title = fill(gettext("Pièce : %(title)s"), { title: title.trim() });
  frame.src = next.url + WHOLE_WIDTH;
  document.getElementById("browse").replaceChildren(bar, frame);
  show(next);
}

/** A paper is left for the item it was opened from. */
function closePaper(event) {
  if (!place?.from) return goBack(event);
  openItem(place.from, { takesFocus: event.detail === 0 });
}

function goBack(event) {
  event.preventDefault();
  const hadFocus = document.getElementById("browse").contains(document.activeElement);
  show(null);
  if (hadFocus && opener?.isConnected) opener.focus({ preventScroll: true });
}

/** Show the pane for a place, or the item under deliberation for null. */
function show(next) {
  const isMove = place?.url !== next?.url;
  place = next;
  const pane = document.getElementById("browse");
  if (!place) pane.replaceChildren();
  pane.hidden = !place;
  pane.dataset.item = place?.row.replace("row-", "") ?? "";
  document.getElementById("room").toggleAttribute("data-browsing", !!place);
  for (const element of document.querySelectorAll("[data-when]")) {
    element.hidden = (element.dataset.when === "browsing") !== !!place;
  }
  markRow();
  if (isMove) document.dispatchEvent(new CustomEvent("ecm:browse"));
}

function markRow() {
  for (const link of document.querySelectorAll("[id^=row-] a")) {
    const isHere = place && link.closest("[id^=row-]").id === place.row;
    if (isHere) link.setAttribute("aria-current", "page");
    else if (link.matches(".is-current a")) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** After a frame: fetch the item again when it may have changed, or be no longer mine. */
function keepTrue({ detail: { ids, snapshot } }) {
  markRow();
  if (!place) return;
  const row = document.getElementById(place.row);
  if (place.isPaper) return snapshot && place.row && !row ? show(null) : undefined;
  if (snapshot || ids.includes(place.row)) openItem(place);
}

function steer(event) {
  if (event.key === "Escape" && place && !isWriting(event.target)) goBack(event);
  const row = event.target.closest?.("[id^=row-] a");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!row || !step) return;
  const rows = [...document.querySelectorAll("[id^=row-] a")];
  event.preventDefault();
  rows[rows.indexOf(row) + step]?.focus();
}

const isWriting = (element) =>
  element.matches("textarea, input, select") || !!document.querySelector("dialog[open]");
