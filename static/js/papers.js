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
    await this.#fetchItems(items, here);
    await this.#fetchPapers(items, here);
  }

  /** Fetch the items whose row or papers are not those that they were kept with. */
  async #fetchItems(items, here) {
    const path = `marks ${this.#meeting}`;
    const written = await read(path);
    const marks = written ? JSON.parse(new TextDecoder().decode(written.body)) : {};
    for (const item of items) {
      const mark = markOf(item);
      if (here.has(item.url) && marks[item.id] === mark) continue;
      if (!(await this.#fetch(item.id, item.url))) continue;
      marks[item.id] = mark;
      const body = JSON.stringify(marks);
      await keep({ meeting: this.#meeting, item: 0, path, type: "application/json", body });
    }
  }

  async #dropAllBut(items, held) {
    const wanted = new Set(
      items.flatMap(({ url, papers }) => [url, ...papers.map((paper) => paper.url)]),
    );
    const rows = held.filter(({ item, path }) => item && !wanted.has(path));
    if (rows.length) await drop(this.#meeting, rows);
  }

  async #fetchPapers(items, here) {
    const papers = items.flatMap((item) =>
      item.papers.map((paper) => ({ ...paper, item: item.id })),
    );
    let [kept, weight] = [0, 0];
    let isFull = false;
    for (const { item, url, bytes } of papers) {
      weight += bytes;
      if (!here.has(url)) {
        isFull ||= weight > BUDGET;
        if (isFull || !(await this.#fetch(item, url))) continue;
      }
      kept += 1;
      this.#hooks.tell(kept, papers.length, isFull);
    }
    this.#hooks.tell(kept, papers.length, isFull);
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
