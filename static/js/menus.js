/** Menus in `<details>`: closed by a choice, by a tap elsewhere, and by Escape. */

const OPEN = "details[open]:has(> .menu)";

/** Watch the menus of the page, those that frames bring later too. */
export function start() {
  document.addEventListener("click", ({ target }) => {
    for (const menu of document.querySelectorAll(OPEN)) {
      const isChoice = target.closest(".menu :is(a, button)");
      if (isChoice || !menu.contains(target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", ({ key }) => {
    const menu = key === "Escape" && document.querySelector(OPEN);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
