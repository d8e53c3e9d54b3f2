/** What the operator says to every tablet: shown by a frame, taken away when its time is over. */

const ID = "operator-said";

let over = 0;

export function start() {
  document.addEventListener("ecm:applied", ({ detail }) => {
    if (!detail.ids.includes(ID)) return;
    clearTimeout(over);
    const said = document.getElementById(ID);
    // The process that showed it may be gone by then.
    if (said) over = setTimeout(() => said.remove(), said.dataset.seconds * 1000);
  });
}
