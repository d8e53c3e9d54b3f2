/** The tabs of a narrow screen: which part of the room is on it. */

/** Watch `.room-tabs [data-panel]`. */
export function start() {
  for (const tab of document.querySelectorAll(".room-tabs [data-panel]")) {
    tab.addEventListener("click", () => show(tab.dataset.panel));
  }
}

function show(panel) {
  const room = document.querySelector(".room[data-panel]");
  room.dataset.panel = panel;
  for (const tab of document.querySelectorAll(".room-tabs [data-panel]")) {
    tab.setAttribute("aria-expanded", String(tab.dataset.panel === panel));
  }
}
