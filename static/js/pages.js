/** Turns the pages of a list on the wall, which nobody can scroll. */

const TURN = 12_000;

let page = 0;

/** Show one page at a time where there are several, and the next one after a while. */
export function start() {
  show();
  document.addEventListener("ecm:applied", show);
  setInterval(() => {
    page += 1;
    show();
  }, TURN);
}

function show() {
  const pages = [...document.querySelectorAll("#hall [data-page]")];
  if (!pages.length) {
    page = 0;
    return;
  }
  const shown = page % pages.length;
  pages.forEach((element, rank) => (element.hidden = rank !== shown));
  const turn = document.querySelector("#hall [data-turn]");
  if (turn) turn.textContent = pages.length > 1 ? `${shown + 1} / ${pages.length}` : "";
}
