/** The minutes' column: it follows the newest words only for a reader who is at the end. */

import { gettext } from "./words.js";

const NEAR = 32; // pixels

let isAtEnd = true;
let button = null;

/** Follow the blocks of `#minutes`; a secretary reads them in the editor, where he writes. */
export function start() {
  if (!document.getElementById("minutes")) return;
  if (document.getElementById("editor")) return;
  document.addEventListener("scroll", noteScroll, { capture: true, passive: true });
  document.addEventListener("ecm:applied", afterFrame);
  goToEnd();
}

/** Return what scrolls the minutes: a column, never the whole page. */
function scroller() {
  let element = document.getElementById("minutes");
  while (element && element !== document.body) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
    element = element.parentElement;
  }
  return null;
}

function noteScroll({ target }) {
  const column = scroller();
  if (target !== column) return;
  isAtEnd = column.scrollHeight - column.scrollTop - column.clientHeight < NEAR;
  if (isAtEnd && button) button.hidden = true;
}

function goToEnd() {
  const column = scroller();
  if (column) column.scrollTop = column.scrollHeight;
  isAtEnd = true;
  if (button) button.hidden = true;
}

function afterFrame({ detail: { ids } }) {
  if (!ids.some((id) => id === "minutes" || id.startsWith("block-"))) return;
  if (isAtEnd) goToEnd();
  else offer();
}

/** Offer the way down; a region may have been replaced, and the button with it. */
function offer() {
  const column = scroller();
  if (!column) return;
  button ??= makeButton();
  button.hidden = false;
  if (column.id === "minutes") column.after(button);
  else column.append(button);
}

function makeButton() {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button follow";
  made.textContent = gettext("nouveau texte ↓");
  made.addEventListener("click", goToEnd);
  return made;
}
