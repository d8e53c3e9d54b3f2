/** The tabs of a narrow screen: which part of the room is on it. */

const UPRIGHT = "(min-width: 600px) and (max-width: 999px)";

/** Watch `.room-tabs [data-panel]`. */
export function start() {
  for (const tab of document.querySelectorAll(".room-tabs [data-panel]")) {
    tab.addEventListener("click", () => show(tab.dataset.panel));
  }
  const upright = matchMedia(UPRIGHT);
  upright.addEventListener("change", () => settle(upright));
  // What was opened, or gone back to, is on the stage: a phone shows one thing at a time.
  document.addEventListener("ecm:browse", () => upright.matches || show("stage"));
  settle(upright);
}

/** A tablet held upright has the stage always, and one more panel under it. */
function settle(upright) {
  if (upright.matches && room()?.dataset.panel === "stage") show("agenda");
}

const room = () => document.querySelector(".room[data-panel]");

function show(panel) {
  if (!room()) return;
  room().dataset.panel = panel;
  for (const tab of document.querySelectorAll(".room-tabs [data-panel]")) {
    tab.setAttribute("aria-expanded", String(tab.dataset.panel === panel));
  }
}
