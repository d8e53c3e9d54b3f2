/**
 * One file on its way to the server, by pieces (tus 1.0.0): after a cut it goes on where
 * the server stands, and never begins again unless the server has lost it.
 */

import "../vendor/tus-js-client/tus.min.js";
import { bookmarks } from "./bookmarks.js";
import { token } from "./post.js";

const KIB = 1024;
const FIRST_PIECE = 256 * KIB;
const SMALLEST_PIECE = 64 * KIB; // on the poorest line, ten seconds
const LARGEST_PIECE = 1024 * KIB; // what a proxy lets through by default
const QUICK = 2_000; // milliseconds for a piece: the next may be larger
const SLOW = 10_000;
const LONGEST_PAUSE = 20_000;
const FINAL = [400, 401, 403, 405, 412, 413];

export class Transfer {
  isPaused = false;
  #tells;
  #tus;
  #tries = 0;
  #again;
  #pieceBegan;
  #answered = { status: 0, words: "" };

  /**
   * `tells` has progress(sent, total), waits(), resumes(), fails(status, words) and
   * arrives(id): the identity under which the server keeps the file.
   */
  constructor(file, { endpoint, mark, tells }) {
    this.#tells = tells;
    this.#tus = new globalThis.tus.Upload(file, {
      endpoint,
      chunkSize: FIRST_PIECE,
      metadata: { filename: file.name },
      retryDelays: null, // we wait ourselves, for as long as it takes
      fingerprint: async () => mark,
      urlStorage: bookmarks,
      onBeforeRequest: (request) => this.#asked(request),
      onAfterResponse: (request, response) => this.#heard(request, response),
      onProgress: (sent, total) => tells.progress(sent, total),
      onChunkComplete: () => this.#pieceArrived(),
      onSuccess: () => tells.arrives(identity(this.#tus.url)),
      onError: () => this.#stumbled(),
    });
  }

  /** Begin, or go on where an earlier page stopped. */
  async start() {
    const [earlier] = await this.#tus.findPreviousUploads();
    if (earlier) this.#tus.resumeFromPreviousUpload(earlier);
    if (!this.isPaused) this.#tus.start();
  }

  pause() {
    this.isPaused = true;
    clearTimeout(this.#again);
    this.#tus.abort();
  }

  resume() {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.#tries = 0;
    this.#tells.resumes();
    this.start();
  }

  /** Give up, here and on the server. */
  async giveUp() {
    this.pause();
    // Offline the server keeps what it has, and forgets it after a day.
    await this.#tus.abort(true).catch(() => {});
  }

  #asked(request) {
    request.setHeader("X-CSRFToken", token());
    this.#pieceBegan = performance.now();
    this.#answered = { status: 0, words: "" };
  }

  #heard(request, response) {
    const status = response.getStatus();
    const isSaid = response.getHeader("Content-Type")?.startsWith("text/plain");
    this.#answered = { status, words: isSaid ? response.getBody() : "" };
    // tus-js-client would begin again from nothing; only a lost file is a reason to.
    const isLost = status === 404 || status === 410;
    if (request.getMethod() === "HEAD" && status >= 300 && !isLost) {
      throw new Error(`the server answers ${status}`);
    }
  }

  #pieceArrived() {
    this.#tries = 0;
    const took = performance.now() - this.#pieceBegan;
    const { options } = this.#tus;
    if (took < QUICK) options.chunkSize = Math.min(options.chunkSize * 2, LARGEST_PIECE);
    if (took > SLOW) this.#shrink();
  }

  #shrink() {
    const { options } = this.#tus;
    options.chunkSize = Math.max(options.chunkSize / 2, SMALLEST_PIECE);
  }

  #stumbled() {
    const { status, words } = this.#answered;
    if (FINAL.includes(status)) {
      this.#tells.fails(status, words);
      return;
    }
    if (status === 0) this.#shrink();
    this.#tells.waits(words);
    const pause = Math.min(1000 * 2 ** this.#tries++, LONGEST_PAUSE);
    this.#again = setTimeout(() => {
      this.#tells.resumes();
      this.#tus.start();
    }, pause);
  }
}

const identity = (url) => url.replace(/\/$/, "").split("/").at(-1);
