/**
 * The dialog in which the chair adopts the list without debate: when the list changes
 * under it, nothing can be confirmed until it is read again. The server checks it too.
 */

/** Watch the list behind the dialog. */
export function start() {
  const dialog = document.getElementById("dialog");
  if (!dialog) return;
  document.addEventListener("ecm:applied", () => compare(dialog));
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target === dialog) compare(dialog);
  });
}

function compare(dialog) {
  const form = dialog.querySelector("[data-list]");
  if (!form) return;
  const isSame = form.dataset.list === standing();
  const notice = form.querySelector("[data-changed]");
  if (notice.hidden === isSame) return;
  notice.hidden = isSame;
  const act = form.querySelector("#adopt");
  if (act) act.disabled = !isSame;
  if (!isSame) form.querySelector("#read-again").focus();
}

/** Return the ids that stand on the list of this page, as the form writes them. */
const standing = () =>
  [...document.querySelectorAll("#consent [data-listed]")]
    .map(({ dataset }) => dataset.listed)
    .join(",");
