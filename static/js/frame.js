/**
 * Reads a frame and puts its regions in the page: DOM only, no network, no protocol state.
 * It must never move the focus, the scroll position or the words of the reader.
 */

const FADE = 1500;

/** Return the frame as { cursor, role, now, regions }; `cursor` is null when it is
 * ephemeral, `role` says whose page it is for. */
export function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const elements = [...template.content.children];
  const take = (id) => elements.find((element) => element.id === id)?.dataset;
  const mark = take("cursor");
  return {
    cursor: mark
      ? {
          from: Number(mark.from),
          seq: Number(mark.seq),
          isSnapshot: "snapshot" in mark,
        }
      : null,
    role: mark?.role,
    now: mark?.now ?? take("pulse")?.now,
    regions: elements.filter(({ id }) => id && id !== "cursor" && id !== "pulse"),
  };
}

/** Say what a page at `cursor` does with the frame: "apply", "drop" or "ask". */
export function judge(frame, cursor) {
  if (!frame.cursor) return "apply";
  const { from, seq, isSnapshot } = frame.cursor;
  if (isSnapshot) return seq >= cursor ? "apply" : "drop";
  if (seq <= cursor) return "drop";
  return from > cursor ? "ask" : "apply";
}

/**
 * Put regions in the page, and tell the others by `ecm:applied` which ids changed. An
 * element that has no place in the page is a sign, like `mine-changed`: it is told too.
 */
export function apply(regions, { snapshot = false } = {}) {
  const ids = regions
    .filter((region) => put(region, { snapshot }) || !document.getElementById(region.id))
    .map(({ id }) => id);
  document.dispatchEvent(new CustomEvent("ecm:applied", { detail: { ids, snapshot } }));
}

/** Put one region in the page; return whether anything changed. */
export function put(region, { snapshot = false } = {}) {
  const old = document.getElementById(region.id);
  if ("removed" in region.dataset) {
    old?.remove();
    return old !== null;
  }
  if (old && isSame(old, region)) return false;
  const fresh = document.importNode(region, true);
  if (old) replace(old, fresh);
  else if (!insert(fresh)) return false;
  globalThis.htmx?.process(fresh);
  if (!snapshot) markAsChanged(fresh);
  return true;
}

function isSame(old, region) {
  return old.isEqualNode(region) || still(old).isEqualNode(still(region));
}

/** Return a copy without what this page itself writes into regions. */
function still(region) {
  const copy = region.cloneNode(true);
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    element.classList.remove("is-changed");
    if (element.matches("[aria-current=page]")) element.removeAttribute("aria-current");
    if (element.matches("time[data-since], [data-clock], [data-ends]")) element.textContent = "";
    if (element.matches("[data-since]")) element.classList.remove("is-over");
    if (element.matches("progress[data-since]")) element.removeAttribute("value");
    if (element.matches("details[id]")) element.open = false; // as the reader left it
    if (!element.classList.length) element.removeAttribute("class");
  }
  return copy;
}

function replace(old, fresh) {
  const scrolled = [old, ...old.querySelectorAll("[id]")]
    .filter((element) => element.id && (element.scrollTop || element.scrollLeft))
    .map(({ id, scrollTop, scrollLeft }) => ({ id, scrollTop, scrollLeft }));
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = [...old.querySelectorAll("details[id][open]")].map(({ id }) => id);
  const isMoved = old.dataset.order !== fresh.dataset.order;
  old.replaceWith(fresh);
  if (isMoved) insert(fresh);
  for (const { id, scrollTop, scrollLeft } of scrolled) {
    const element = document.getElementById(id);
    if (element) Object.assign(element, { scrollTop, scrollLeft });
  }
  for (const id of opened) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Insert by `data-order` among the children of `data-in`; return whether it exists. */
function insert(fresh) {
  const container = fresh.dataset.in && document.getElementById(fresh.dataset.in);
  if (!container) return false;
  const order = Number(fresh.dataset.order);
  const next = [...container.children].find(
    (child) => child !== fresh && Number(child.dataset.order) > order,
  );
  container.insertBefore(fresh, next ?? null);
  return true;
}

function markAsChanged(element) {
  element.classList.add("is-changed");
  setTimeout(() => element.classList.remove("is-changed"), FADE);
}
