/**
 * Keeps the item under deliberation in sight in the agenda, unless the reader is there.
 * It must never move what is under somebody's finger.
 */

const AT_REST = 20_000; // milliseconds since the reader last touched the agenda

let shown = "";
let touchedAt = -Infinity;

/** Show the item under deliberation now, and each time the council moves on. */
export function start() {
  const column = document.querySelector(".agenda");
  if (!column) return;
  for (const gesture of ["pointerdown", "wheel", "touchmove", "keydown"]) {
    column.addEventListener(gesture, () => (touchedAt = performance.now()), {
      passive: true,
    });
  }
  document.addEventListener("ecm:applied", () => show(column));
  show(column);
}

function show(column) {
  const row = column.querySelector(".is-current");
  if (!row || row.id === shown || isBusy(column)) return;
  shown = row.id;
  const { top, bottom } = row.getBoundingClientRect();
  const frame = column.getBoundingClientRect();
  if (top >= frame.top && bottom <= frame.bottom) return;
  // Only this column scrolls: scrollIntoView would move the page as well.
  column.scrollTop += top - frame.top - column.clientHeight / 3;
}

function isBusy(column) {
  const isElsewhere = document.getElementById("browse")?.hidden === false;
  const isTouched = performance.now() - touchedAt < AT_REST;
  return isElsewhere || isTouched || column.querySelector(":focus-visible") !== null;
}
