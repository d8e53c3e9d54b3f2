/**
 * One paragraph of the minutes: kept on this tablet, then sent, until it is acknowledged.
 * It must never forget words that the server does not hold. It knows no DOM.
 */

import { Keeper } from "./keeper.js";
import { newKey } from "./key.js";
import { post } from "./post.js";
import { gettext } from "./words.js";

const GAP = 250;
const LONGEST_PAUSE = 5_000;
const SIGNED_OUT_PAUSE = 30_000;
const TROUBLES = ["failed", "signed-out"];

export class Paragraph {
  text = ""; // what the person sees and types
  base = 0; // the version it was written on
  held = null; // the text from here that the server is known to hold
  flight = null; // what was sent and not yet answered: { key, text, base }
  standing = null; // what the server's region says: { text, version, … }
  proposal = null; // my text kept beside another's: { id, seq }
  block = null; // the server's number of it
  seq = 0;
  state = "saved";
  message = "";
  isComposing = false; // an accent is half typed: nothing may change under it
  #urls;
  #changed;
  #keeper;
  #isSaving = false;
  #isLeaving = false;
  #isSettling = false;
  #isStopped = false;
  #isDoubtful = false; // settled, and not yet seen in a region
  #heard = null; // the last region
  #sentAt = -Infinity;
  #failures = 0;
  #wake = () => {};

  /** `changed` is called with the paragraph whenever there is something to show. */
  constructor(facts, { log, urls, changed }) {
    const { uid, item = "", zone = "running", position = 1 } = facts;
    Object.assign(this, { uid, item, zone, position });
    [this.#urls, this.#changed] = [urls, changed];
    this.#keeper = new Keeper(log, uid, () => {
      const { text, base, flight } = this;
      return { text, base, flight, item: this.item, zone, position: this.position };
    });
  }

  /** Tell whether the server holds every word. */
  get isClean() {
    if (this.flight) return false;
    return this.held === null ? this.isUnwritten : this.text === this.held;
  }

  /** Tell whether nothing was ever written here. */
  get isUnwritten() {
    return this.base === 0 && this.text === "";
  }

  get isKept() {
    return this.#keeper.isKept;
  }

  /** Take up what the log kept: first what was sent, under its key, then what followed. */
  recover({ text, base, flight }) {
    Object.assign(this, { text, base, flight, state: "local" });
    if (this.isClean) this.#keeper.forget(() => this.isClean);
    this.save();
  }

  /** Take what was typed; resolves once it is on this tablet. */
  async type(text) {
    if (text === this.text) return;
    this.text = text;
    this.#isLeaving = false;
    if (!TROUBLES.includes(this.state)) this.#show("typing");
    await this.#keep();
    if (this.isClean) await this.#forget();
    this.save();
  }

  /** Take what the server's region says; words not yet acknowledged stay. */
  hear(standing) {
    this.#stand(standing);
    this.block = standing.block;
    this.position = standing.position;
    this.#heard = standing;
    this.#followProposal();
    this.#agree();
    this.#changed(this);
  }

  /** My proposal was settled, by whomever, if a region as new as it does not show it. */
  #followProposal() {
    if (!this.proposal || !this.#heard) return;
    const { seq, proposals } = this.#heard;
    const isThere = proposals.includes(this.proposal.id);
    if (seq >= this.proposal.seq && !isThere) this.proposal = null;
  }

  /** Take what stands from a region or an answer; the older of the two says nothing new. */
  #stand(standing) {
    const { version = 0, text, seq } = this.standing ?? {};
    const isOlder = standing.version < version;
    this.standing = { ...this.standing, ...standing, ...(isOlder && { version, text, seq }) };
  }

  /** Show the server's words when none of mine are waiting. */
  #agree() {
    if (!this.standing || !this.isClean || this.proposal || this.isComposing) return;
    const { text, version, seq } = this.standing;
    if (version < this.base) return;
    if (version > this.base || this.held === null || this.#isDoubtful) {
      Object.assign(this, { text, held: text, base: version });
      this.#isDoubtful = false;
    }
    this.seq = Math.max(this.seq, seq);
  }

  /** Say that an accent is being composed, or is done. */
  compose(isComposing) {
    this.isComposing = isComposing;
    if (isComposing) return;
    this.#agree();
    this.#changed(this);
  }

  /** Take the paragraph out of the minutes, once its text is acknowledged. */
  leave() {
    this.#isLeaving = true;
    this.save();
  }

  /** Choose between the text that stands and another's; `text` null drops the later. */
  async settle(id, { text, standing }) {
    this.#isSettling = true;
    const before = this.text;
    const fields = { base: standing.version, ...(text === null ? {} : { text }) };
    const answer = await post(this.#urls.settle(id), fields, newKey());
    this.#isSettling = false;
    if (answer.end === "done") {
      this.#settled(text ?? standing.text, before, answer.facts);
    } else {
      const retry = gettext("Non transmis. Touchez de nouveau pour réessayer.");
      this.#show("refused", answer.message ?? retry);
    }
    this.save();
  }

  #settled(text, before, { version, seq }) {
    this.proposal = null;
    if (this.text === before) this.text = text;
    Object.assign(this, { held: text, base: version, seq });
    this.#isDoubtful = true;
    this.#agree();
    this.#show("saved");
  }

  /** Try now rather than after the pause: the line is back, or somebody signed in. */
  wake() {
    this.#wake();
  }

  /** Stop sending, for another tab takes over; resolves when all is on this tablet. */
  async stop() {
    this.#isStopped = true;
    this.#wake();
    if (!this.isClean) await this.#keeper.keep();
  }

  /** Send until every word is acknowledged, at most four times a second. */
  async save() {
    if (this.#isSaving) return;
    this.#isSaving = true;
    while (this.#mustSend) {
      const wait = this.#sentAt + GAP - performance.now();
      if (wait > 0) await this.#pause(wait);
      if (!this.#mustSend) break;
      await (this.isClean ? this.#sendRemoval() : this.#sendText());
    }
    this.#isSaving = false;
  }

  get #mustSend() {
    if (this.#isStopped || this.#isSettling || this.state === "refused") return false;
    return !this.isClean || this.#isLeaving;
  }

  async #sendText() {
    this.flight ??= { key: newKey(), text: this.text, base: this.base };
    await this.#keep(); // before it leaves
    const { key, text, base } = this.flight;
    const { uid, item, zone, position } = this;
    this.#sentAt = performance.now();
    const fields = { uid, base, text, item, zone, position };
    const answer = await post(this.#urls.write, fields, key);
    if (this.#isStopped) return; // the other tab sends it again, under its key
    if (answer.end === "done") await this.#acknowledge(answer.facts);
    else await this.#miss(answer);
  }

  async #acknowledge({ state, block, version, seq, proposal, text }) {
    const { flight } = this;
    this.held = flight.text;
    this.flight = null;
    this.block = block;
    this.#failures = 0;
    if (state === "proposed") {
      const { proposals = [], others = [] } = this.standing ?? {};
      this.proposal = { id: proposal, seq };
      this.#stand({ version, text, seq, proposals, others });
      this.#followProposal(); // the region may have come before the answer
    } else {
      // After a retry `version` may already be another person's, on top of mine.
      this.base = Math.min(version, flight.base + 1);
      this.seq = seq;
    }
    if (this.isClean) await this.#forget();
    else await this.#keep();
    if (!this.isClean) this.#show("local");
  }

  async #forget() {
    await this.#keeper.forget(() => this.isClean);
    if (!this.isClean) return;
    this.#agree();
    this.#show("saved");
  }

  async #miss({ end, message }) {
    if (end === "refused") {
      this.flight = null;
      this.#isLeaving = false;
    }
    if (!this.isClean) await this.#keep();
    this.#show(end, message);
    if (end === "signed-out") await this.#pause(SIGNED_OUT_PAUSE);
    if (end !== "failed") return;
    const longest = Math.min(1000 * 2 ** this.#failures++, LONGEST_PAUSE);
    await this.#pause(longest * (0.5 + Math.random() / 2));
  }

  async #sendRemoval() {
    this.#sentAt = performance.now();
    const fields = { base: this.base };
    const answer = await post(this.#urls.remove(this.block), fields, newKey());
    if (answer.end !== "done") return this.#miss(answer);
    this.#isLeaving = false;
    this.#show("removed");
  }

  async #keep() {
    await this.#keeper.keep();
    if (this.state === "typing") this.#show("local");
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  #show(state, message = "") {
    Object.assign(this, { state, message });
    this.#changed(this);
  }
}
