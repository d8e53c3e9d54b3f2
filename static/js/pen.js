/** One tab of this browser holds the pen of a meeting's minutes; another may take it. */

import { newKey } from "./key.js";

const ANSWER = 300;
const PATIENCE = 3000;

export class Pen {
  #name;
  #channel;
  #id = newKey();
  #isHeld = false;
  #isAsking = false;
  #free = () => {};
  #answered = () => {};
  #yielded;

  /** `yielded` is awaited before the pen goes to another tab: finish writing there. */
  constructor(name, yielded) {
    [this.#name, this.#yielded] = [name, yielded];
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  /** Return whether this tab got the pen because no other held it. */
  async ask() {
    if (navigator.locks) return this.#lock({ ifAvailable: true });
    this.#isAsking = true;
    const isFree = await this.#say("ask", ANSWER, { silence: true, held: false });
    this.#isAsking = false;
    this.#isHeld = isFree;
    return isFree;
  }

  /** Take the pen from the tab that holds it, even if that tab is frozen. */
  async take() {
    if (!navigator.locks) {
      await this.#say("take", PATIENCE, { silence: true, free: true });
      this.#isHeld = true;
      return;
    }
    const waiting = new AbortController();
    const granted = this.#lock({ signal: waiting.signal });
    this.#channel.postMessage({ kind: "take", id: this.#id });
    const isLate = new Promise((resolve) => setTimeout(resolve, PATIENCE, "late"));
    if ((await Promise.race([granted, isLate])) === "late") {
      waiting.abort();
      await this.#lock({ steal: true });
    }
  }

  #lock(options) {
    return new Promise((resolve) => {
      const hold = (lock) => {
        this.#isHeld ||= lock !== null;
        resolve(lock !== null);
        return lock && new Promise((free) => (this.#free = free));
      };
      navigator.locks.request(this.#name, options, hold).catch(() => this.#yield());
    });
  }

  #say(kind, patience, answers) {
    return new Promise((resolve) => {
      this.#answered = (answer) => answer in answers && resolve(answers[answer]);
      setTimeout(() => resolve(answers.silence), patience);
      this.#channel.postMessage({ kind, id: this.#id });
    });
  }

  #hear({ kind, id }) {
    const isMine = this.#isHeld || (this.#isAsking && id > this.#id);
    if (kind === "ask" && isMine) this.#channel.postMessage({ kind: "held" });
    else if (kind === "take") this.#yield();
    else this.#answered(kind);
  }

  async #yield() {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    await this.#yielded();
    this.#free();
    this.#channel.postMessage({ kind: "free" });
  }
}
