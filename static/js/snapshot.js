/**
 * The room's page as this tablet last had it: what the server first sent, with the regions
 * as they are now. What was opened, typed or said meanwhile is no part of it.
 */

import * as clock from "./clock.js";

const REGIONS = [
  ...["bar", "agenda", "banner", "consent", "stage", "pointed", "decision", "mine", "vote"],
  ...["round", "floor", "hand", "minutes", "formulas", "facts", "attendance", "now"],
  ...["cockpit", "messages", "announcement"],
];

// Read before anything else on this page has run.
const served = document.documentElement.outerHTML;

/** Return the page as HTML; `heardAt` is when it was last known to be true. */
export function snapshot(heardAt) {
  const page = new DOMParser().parseFromString(served, "text/html");
  for (const id of REGIONS) {
    const [old, now] = [page, document].map((one) => one.getElementById(id));
    if (old && now) old.replaceWith(page.importNode(now, true));
  }
  const kept = page.getElementById("room");
  kept.dataset.seq = document.getElementById("room").dataset.seq;
  kept.dataset.now = clock.stamp(clock.now());
  kept.dataset.heard = clock.stamp(heardAt);
  kept.dataset.keptAt = Date.now();
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/** Return the server's time now for a page that may have been kept a while ago. */
export function timeOf({ dataset: { now, keptAt } }) {
  if (!keptAt) return now;
  clock.sync(now);
  return clock.stamp(Date.parse(now) + Math.max(0, Date.now() - keptAt));
}
