/**
 * The items and papers of a meeting on this tablet: fetched one by one when the page is at
 * rest, the newest versions only, and deleted as soon as their reader may not have them.
 */

import { drop, keep, listOf, read } from "./vault.js";

const BUDGET = 300_000_000; // bytes of papers of one meeting
const PATIENCE = 120_000;
const EVERY = 300_000;
const SETTLE = 8_000; // many tablets hear of a new paper at once
const HEADERS = { "Kept-For-Later": "1", "HX-Request": "true" };

export class Papers {
  #meeting;
  #hooks;
  #timer = 0;
  #running = null;
  #rest = 1000; // milliseconds between two fetches, as the server asks
  #isStopped = false;

  /**
   * `allowed` returns the items that may be here, `tell` hears of progress, `refused` is
   * called when the server wants nothing to be kept any more.
   */
  constructor(meeting, hooks) {
    [this.#meeting, this.#hooks] = [meeting, hooks];
  }

  /** Bring the tablet to what the server says; one at a time. */
  refresh() {
    this.#isStopped = false;
    this.#running ??= this.#refresh()
      .catch(() => {}) // the network: the next time will do
      .finally(() => {
        this.#running = null;
        if (!this.#isStopped) this.#in(EVERY);
      });
    return this.#running;
  }

  stop() {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Look again where a frame changed the agenda. */
  changed(ids, snapshot) {
    if (snapshot || ids.some((id) => id === "agenda" || id.startsWith("row-"))) this.soon();
  }

  /** Refresh in a moment: many tablets come back at once. */
  soon(delay = SETTLE) {
    this.#in(delay);
  }

  #in(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), delay * (0.7 + 0.6 * Math.random()));
  }

  async #refresh() {
    const url = `/seances/${this.#meeting}/hors-ligne/pieces/`;
    const answer = await fetch(url, { headers: HEADERS });
    if (answer.status === 403 || answer.status === 404) return this.#hooks.refused();
    if (!answer.ok || answer.redirected) return;
    const { items, rest } = await answer.json();
    this.#rest = rest;
    const held = await listOf(this.#meeting);
    const here = new Set(held.map(({ path }) => path));
    await this.#dropAllBut(items, held);
    await this.#fetchAll(inOrder(items), here);
  }

  /** Fetch each item whose row or papers are not those it was kept with, then its papers. */
  async #fetchAll(items, here) {
    const marks = await this.#marks();
    const count = { kept: 0, weight: 0, isFull: false };
    const total = items.flatMap(({ papers }) => papers).length;
    for (const item of items) {
      const mark = markOf(item);
      const isOld = !here.has(item.url) || marks[item.id] !== mark;
      if (isOld && (await this.#fetch(item.id, item.url))) {
        marks[item.id] = mark;
        await this.#keepMarks(marks);
      }
      for (const paper of item.papers) {
        await this.#paper(item.id, paper, here, count);
        this.#hooks.tell(count.kept, total, count.isFull);
      }
    }
  }

  async #paper(item, { url, bytes }, here, count) {
    count.weight += bytes;
    if (here.has(url)) {
      count.kept += 1;
      return;
    }
    count.isFull ||= count.weight > BUDGET;
    if (!count.isFull && (await this.#fetch(item, url))) count.kept += 1;
  }

  get #path() {
    return `marks ${this.#meeting}`;
  }

  async #marks() {
    const written = await read(this.#path);
    return written ? JSON.parse(new TextDecoder().decode(written.body)) : {};
  }

  async #keepMarks(marks) {
    const [body, type] = [JSON.stringify(marks), "application/json"];
    await keep({ meeting: this.#meeting, item: 0, path: this.#path, type, body });
  }

  async #dropAllBut(items, held) {
    const wanted = new Set(
      items.flatMap(({ url, papers }) => [url, ...papers.map((paper) => paper.url)]),
    );
    const rows = held.filter(({ item, path }) => item && !wanted.has(path));
    if (rows.length) await drop(this.#meeting, rows);
  }

  /** Fetch one address and keep it, unless its item was lost meanwhile. */
  async #fetch(item, path) {
    await new Promise((resolve) => setTimeout(resolve, this.#rest));
    if (!this.#has(item)) return false;
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(path, { headers: HEADERS, signal });
    if (!answer.ok || answer.redirected || answer.status === 204) return false;
    const body = await answer.arrayBuffer();
    const type = answer.headers.get("Content-Type");
    const isKept =
      this.#has(item) && (await keep({ meeting: this.#meeting, item, path, type, body }));
    if (isKept && !this.#has(item)) await drop(this.#meeting, [{ item, path }]);
    return isKept && this.#has(item);
  }

  #has(item) {
    return !this.#isStopped && this.#hooks.allowed().has(item);
  }
}

const markOf = ({ id, papers }) =>
  [document.getElementById(`row-${id}`)?.textContent, ...papers.map(({ url }) => url)].join(" ");

/** The item under deliberation first, then the others as the agenda has them. */
const inOrder = (items) => {
  const current = Number(document.querySelector("#agenda .is-current [data-browse]")?.dataset.browse);
  return [...items].sort((one, other) => (other.id === current) - (one.id === current));
};
