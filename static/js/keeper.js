/** Keeps one paragraph on this tablet: every state at once, in order, until it is let go. */

const MOST = 8; // writes under way; a slow disk gets only the newest of the rest

export class Keeper {
  isKept = true; // false where this browser cannot keep anything
  #log;
  #uid;
  #record;
  #wanted = 0;
  #started = 0;
  #done = 0;
  #underWay = new Set();

  /** `record` returns the state to keep, when it is written. */
  constructor(log, uid, record) {
    [this.#log, this.#uid, this.#record] = [log, uid, record];
  }

  /** Keep what there is now; resolves when it, or something newer, is on the disk. */
  async keep() {
    const wanted = ++this.#wanted;
    while (this.#done < wanted) {
      if (this.#started < wanted && this.#underWay.size < MOST) this.#write();
      await Promise.race(this.#underWay);
    }
  }

  #write() {
    const wanted = (this.#started = this.#wanted);
    const write = this.#log.write(this.#uid, this.#record()).then((isKept) => {
      this.isKept = isKept;
      this.#done = Math.max(this.#done, wanted);
      this.#underWay.delete(write);
    });
    this.#underWay.add(write);
  }

  /** Let the paragraph go if `isClean()` still holds when nothing is being written. */
  async forget(isClean) {
    while (this.#underWay.size) await Promise.all(this.#underWay);
    if (isClean()) await this.#log.remove(this.#uid);
  }
}
