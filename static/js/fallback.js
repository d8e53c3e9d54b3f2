/** The same frames over plain HTTP, when no socket has lived for a while. */

const DELAY = 15_000;
const EVERY = 5_000;
const PATIENCE = 8_000;

export class Fallback {
  #timer = 0;
  #line;

  /** `line` has address(), take(html), polled(), signedOut() and gone(). */
  constructor(line) {
    this.#line = line;
  }

  /** Begin to poll once the socket has been down for 15 s. */
  start() {
    this.#timer ||= setTimeout(() => this.#poll(), DELAY);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  async #poll() {
    const timer = this.#timer;
    await this.#ask().catch(() => {}); // no network: the light says so
    if (this.#timer !== timer) return;
    this.#timer = setTimeout(() => this.#poll(), EVERY * (0.8 + 0.4 * Math.random()));
  }

  async #ask() {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(this.#line.address(), { signal });
    if (response.redirected || response.status === 401) return this.#line.signedOut();
    if (response.status === 403 || response.status === 404) return this.#line.gone();
    if (!response.ok) return;
    const html = response.status === 204 ? "" : await response.text();
    this.#line.polled();
    if (html) this.#line.take(html);
  }
}
