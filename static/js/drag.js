/**
 * Dragging a row of the agenda by its handle, with a finger, a pen or a mouse. The row
 * moves at once; the server is told after which item it was put, and has the last word.
 */

const EDGE = 72; // pixels from the top or the bottom of the window: the page scrolls
const STEP = 14;

let drag = null; // { row, home, y, frame }

/** Tell whether a row is in somebody's hand. */
export const isDragging = () => drag !== null;

/** Watch every handle; `redraw` puts things right when a move was refused. */
export function startDragging(redraw) {
  document.addEventListener("pointerdown", take);
  document.addEventListener("pointermove", carry);
  document.addEventListener("pointerup", () => drop(redraw));
  document.addEventListener("pointercancel", giveUp);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && giveUp());
}

function take(event) {
  const handle = event.target.closest?.(".handle");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const row = handle.closest(".board-row");
  drag = { row, home: row.nextElementSibling, y: event.clientY };
  row.classList.add("is-dragged");
  drag.frame = requestAnimationFrame(scroll);
}

function carry(event) {
  if (!drag) return;
  drag.y = event.clientY;
  place();
}

/** Put the row where the pointer is, within its own group. */
function place() {
  const { row, y } = drag;
  for (const other of row.parentElement.children) {
    if (other === row) continue;
    const { top, height } = other.getBoundingClientRect();
    const middle = top + height / 2;
    const isAfter = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isAfter && y > middle) other.after(row);
    else if (!isAfter && y < middle) {
      other.before(row);
      break;
    }
  }
}

function scroll() {
  if (!drag) return;
  const isLow = drag.y > innerHeight - EDGE;
  if (drag.y < EDGE || isLow) {
    scrollBy(0, isLow ? STEP : -STEP);
    place();
  }
  drag.frame = requestAnimationFrame(scroll);
}

function giveUp() {
  if (!drag) return;
  const { row, home } = drag;
  const list = row.parentElement;
  letGo();
  list.insertBefore(row, home);
}

function letGo() {
  cancelAnimationFrame(drag.frame);
  drag.row.classList.remove("is-dragged");
  drag = null;
}

function drop(redraw) {
  if (!drag) return;
  const { row, home } = drag;
  letGo();
  if (row.nextElementSibling === home) return;
  const refused = ({ detail }) => {
    if (detail.successful) return;
    row.parentElement?.insertBefore(row, home?.isConnected ? home : null);
    redraw({ always: true });
  };
  row.addEventListener("htmx:afterRequest", refused, { once: true });
  globalThis.htmx.ajax("POST", row.dataset.moveUrl, {
    source: row,
    target: "#board",
    swap: "outerHTML",
    values: { after: itemBefore(row) },
  });
}

/** The item that the row now follows; nothing for the first place. */
function itemBefore(row) {
  let other = row.previousElementSibling;
  while (other && !other.dataset.moveUrl) other = other.previousElementSibling;
  return other?.dataset.item ?? "";
}
