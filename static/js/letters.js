/**
 * A bar of letters that a French keyboard lacks, typed where one was writing.
 *
 * F2 goes from the text to the bar, the arrows from letter to letter, Escape back to the
 * text. Shift gives the capital.
 */

const bar = document.querySelector("[data-letters]");
const keys = [...bar.querySelectorAll("button[data-letter]")];
let text = null;

function isText(target) {
  return target.matches?.("textarea[data-words]");
}

function type(key, isCapital) {
  if (!text?.isConnected) text = document.querySelector("textarea[data-words]");
  if (!text) return;
  const { letter } = key.dataset;
  const typed = isCapital ? letter.toUpperCase() : letter;
  text.setRangeText(typed, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

/** One letter at a time is in the order of the Tab key, as in any toolbar. */
function point(key) {
  for (const other of keys) other.tabIndex = other === key ? 0 : -1;
  key.focus();
}

function step(key, by) {
  point(keys[(keys.indexOf(key) + by + keys.length) % keys.length]);
}

const MOVES = {
  ArrowRight: (key) => step(key, 1),
  ArrowLeft: (key) => step(key, -1),
  Home: () => point(keys[0]),
  End: () => point(keys.at(-1)),
  Escape: () => text?.focus(),
};

// A tap leaves the place in the text as it was.
bar.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-letter]")) event.preventDefault();
});
bar.addEventListener("click", (event) => {
  const key = event.target.closest("[data-letter]");
  if (key) type(key, event.shiftKey);
});
bar.addEventListener("keydown", (event) => {
  const key = event.target.closest("[data-letter]");
  if (!key || !(event.key in MOVES)) return;
  event.preventDefault();
  MOVES[event.key](key);
});
document.addEventListener("focusin", ({ target }) => {
  if (isText(target)) text = target;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "F2" || !isText(event.target)) return;
  event.preventDefault();
  point(keys.find((key) => key.tabIndex === 0));
});
keys.forEach((key, rank) => {
  key.tabIndex = rank ? -1 : 0;
});
bar.hidden = false;
