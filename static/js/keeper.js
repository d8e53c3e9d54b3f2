/** Keeps one paragraph on this tablet: the newest state, in order, and until it is let go. */

export class Keeper {
  isKept = true; // false where this browser cannot keep anything
  #log;
  #uid;
  #record;
  #wanted = 0;
  #done = 0;
  #writing = null;

  /** `record` returns the state to keep, when it is written. */
  constructor(log, uid, record) {
    [this.#log, this.#uid, this.#record] = [log, uid, record];
  }

  /** Keep what there is now; resolves when it, or something newer, is on the disk. */
  async keep() {
    const wanted = ++this.#wanted;
    while (this.#done < wanted) {
      this.#writing ??= this.#write();
      await this.#writing;
    }
  }

  async #write() {
    const wanted = this.#wanted;
    this.isKept = await this.#log.write(this.#uid, this.#record());
    this.#done = wanted;
    this.#writing = null;
  }

  /** Let the paragraph go if `isClean()` still holds when nothing is being written. */
  async forget(isClean) {
    await this.#writing;
    if (isClean()) await this.#log.remove(this.#uid);
  }
}
