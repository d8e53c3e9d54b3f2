/** The connection light: says in words how true this screen is, and never cries early. */

import * as clock from "./clock.js";
import { fill, gettext } from "./words.js";

const QUIET = 3_000; // a shorter cut is nobody's business
const DEAD = 12_000;
const POLL_IS_RECENT = 10_000;

export class Light {
  #element;
  #waitingSince = performance.now();
  #behindSince = null;
  #polledAt = -Infinity;
  #heardAt = clock.now();
  #state = "";

  /** `heard` is when a page that comes from this tablet was last known to be true. */
  constructor(element, heard = "") {
    this.#element = element;
    if (heard) {
      this.#heardAt = Date.parse(heard);
      this.#waitingSince -= Math.max(DEAD, clock.now() - this.#heardAt);
      this.paint();
    }
    setInterval(() => this.paint(), 1000);
  }

  /** When this screen was last known to be true, on the server's clock. */
  get heardAt() {
    return this.#heardAt;
  }

  /** Something arrived over the socket. */
  heard() {
    this.#waitingSince = null;
    this.#heardAt = clock.now();
    this.paint();
  }

  /** Something arrived by the fallback. */
  polled() {
    this.#polledAt = performance.now();
    this.#heardAt = clock.now();
    this.paint();
  }

  /** The server owes an answer, or the socket is down. */
  waiting() {
    this.#waitingSince ??= performance.now();
  }

  /** Frames were missed (true), or the page is at the server's number again (false). */
  behind(isBehind) {
    this.#behindSince = isBehind ? (this.#behindSince ?? performance.now()) : null;
  }

  paint() {
    const state = this.#judge();
    if (!this.#element || !state || state === this.#state) return;
    this.#state = state;
    this.#element.dataset.state = state;
    this.#element.textContent = this.#words(state);
    const silence = performance.now() - (this.#waitingSince ?? performance.now());
    const detail = { state, heardAt: this.#heardAt, since: clock.now() - silence };
    document.dispatchEvent(new CustomEvent("ecm:light", { detail }));
  }

  #judge() {
    const now = performance.now();
    const silence = this.#waitingSince === null ? 0 : now - this.#waitingSince;
    const lag = this.#behindSince === null ? 0 : now - this.#behindSince;
    if (silence && now - this.#polledAt < POLL_IS_RECENT) return "catching-up";
    if (silence >= DEAD) return "offline";
    if (silence >= QUIET || lag >= QUIET) return "catching-up";
    if (silence || lag) return this.#state;
    return "live";
  }

  #words(state) {
    if (state === "live") return gettext("En direct");
    if (state === "catching-up") return gettext("Rattrapage…");
    const time = clock.hoursAndMinutes(this.#heardAt);
    return fill(gettext("Hors ligne depuis %(time)s"), { time });
  }
}
