/** The page on which an agenda is built: one careful page for several people at once. */

import { start as startCommands } from "./commands.js";
import { start as startDialog } from "./dialog.js";
import { isDragging, startDragging } from "./drag.js";
import { start as startNotices } from "./notices.js";

const LOOK_EVERY = 15_000; // milliseconds

startCommands();
startDialog();
startNotices();
startDragging(redraw);
document.addEventListener("keydown", moveByKey);
document.addEventListener("click", closeMenus);
document.addEventListener("htmx:afterSettle", showWhatChanged);
document.addEventListener("htmx:afterRequest", lookAfterAnotherAct);
setInterval(() => isAtRest() && redraw(), LOOK_EVERY);

const board = () => document.getElementById("board");

/** Draw the agenda as it stands at the server, if it is not what the page shows. */
export async function redraw({ always = false } = {}) {
  const url = `${board().dataset.lookUrl}?vu=${always ? "" : board().dataset.seq}`;
  let answer;
  try {
    answer = await fetch(url, { headers: { "HX-Request": "true" } });
  } catch {
    return; // the next look may reach the server
  }
  if (answer.status !== 200 || answer.redirected) return;
  const drawn = await answer.text();
  if (!always && !isAtRest()) return;
  const focused = document.activeElement?.id;
  board().outerHTML = drawn;
  globalThis.htmx.process(board());
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** What another person changed must not move what is under this one's finger. */
function isAtRest() {
  const isTyping = board().querySelector("input:focus, select:focus") !== null;
  const isChoosing = document.querySelector("dialog[open], .menu[open]") !== null;
  return !isDragging() && !isTyping && !isChoosing && !document.hidden;
}

/** Alt and an arrow, Home or End move the item of the row in which the focus is. */
function moveByKey(event) {
  if (event.key === "Escape") closeMenus(event);
  if (!event.altKey || event.repeat) return;
  const row = event.target.closest?.(".board-row");
  const button = row?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  if (!button.matches("[aria-disabled]")) button.click();
}

function closeMenus({ target }) {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    const isInside = menu.contains(target) && !target.closest(".menu-list");
    if (isInside && target.key !== "Escape") continue;
    menu.open = false;
  }
}

/** Keep the moved item in sight, and the focus on it when its button is gone. */
function showWhatChanged({ detail }) {
  const row = detail.elt?.querySelector?.(".board-row.is-changed");
  if (!row) return;
  row.scrollIntoView({ block: "nearest" });
  if (document.activeElement && document.activeElement !== document.body) return;
  row.querySelector(".board-keys .key:not([aria-disabled])")?.focus({
    preventScroll: true,
  });
}

/** Who may read an item is set in a dialog of the room, which answers nothing to draw. */
function lookAfterAnotherAct({ detail }) {
  const { successful, xhr, requestConfig } = detail;
  if (successful && requestConfig.verb !== "get" && xhr.status === 204) redraw();
}
