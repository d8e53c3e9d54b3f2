/**
 * The week by keyboard: one key moves, chooses or acts, never while somebody types.
 * The page does all of it without this module; the acts are its own buttons.
 */

import { fill, gettext } from "./words.js";

const SWITCH = "ecm.week.keys"; // whether this officer wants single keys
const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable]";

const form = document.querySelector("[data-lines]");
const rows = () => [...form.querySelectorAll("[data-row]")];
const boxes = () => [...form.querySelectorAll("[name=d]")];
let last = null; // the row that was last in hand

/** Watch the page's lines. */
export function start() {
  const keys = document.getElementById("keys");
  keys.checked = localStorage.getItem(SWITCH) !== "off";
  keys.addEventListener("change", () => {
    localStorage.setItem(SWITCH, keys.checked ? "on" : "off");
  });
  document.addEventListener("keydown", (event) => {
    if (keys.checked) obey(event);
  });
  form.addEventListener("change", count);
  form.addEventListener("focusin", ({ target }) => {
    last = target.closest("[data-row]") ?? last;
  });
  form.addEventListener("submit", chooseRowInHand, { capture: true });
  addEventListener("pageshow", count);
  showAll();
}

function obey(event) {
  const isCommand = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
  if (isCommand || event.target.matches(TYPING)) return;
  const act = KEYS[event.key] ?? button(event.key);
  if (!act || event.repeat && act !== KEYS.j && act !== KEYS.k) return;
  event.preventDefault();
  act();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => inHand() && tick(inHand()),
  a: () => tickAll(),
  "/": () => document.querySelector(".filter [type=search]").focus(),
  "?": () => document.querySelector(".shortcuts summary").click(),
  Escape: () => clear(),
};

/** The buttons say themselves which key they answer to. */
function button(key) {
  const found = /^[a-z]$/.test(key) && form.querySelector(`button[aria-keyshortcuts="${key}"]`);
  return found ? () => found.click() : null;
}

function inHand() {
  return last?.isConnected ? last : null;
}

function step(way) {
  const all = rows();
  const here = all.indexOf(inHand());
  const next = all[Math.min(Math.max(here + way, 0), all.length - 1)];
  next?.querySelector("th a").focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function tick(row) {
  const box = row.querySelector("[name=d]");
  box.checked = !box.checked;
  count();
}

function tickAll() {
  const all = boxes();
  const wish = all.some((box) => !box.checked);
  for (const box of all) box.checked = wish;
  count();
}

function clear() {
  for (const box of boxes()) box.checked = false;
  document.querySelector(".shortcuts").open = false;
  count();
}

/** An act with nothing chosen is about the line in hand. */
function chooseRowInHand(event) {
  const isAct = event.submitter?.name === "acte";
  if (isAct && inHand() && !boxes().some((box) => box.checked)) tick(inHand());
}

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  const all = form.querySelector("[data-all]");
  const sentence = chosen > 1 ? gettext("%(n)s choisis") : gettext("%(n)s choisi");
  form.querySelector("[data-chosen]").textContent = chosen ? fill(sentence, { n: chosen }) : "";
  if (!all) return;
  all.checked = chosen > 0 && chosen === boxes().length;
  all.indeterminate = chosen > 0 && !all.checked;
}

/** The box that ticks them all is of no use without this module. */
function showAll() {
  const all = form.querySelector("[data-all]");
  if (!all) return;
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    count();
  });
}

if (form) start();
