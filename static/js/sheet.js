/** The paragraphs of one item in one zone, in order, with an empty one to go on with. */

import { newKey } from "./key.js";
import { Row } from "./row.js";

export class Sheet {
  zone;
  #list;
  #desk;
  #rows = new Map();

  /** `desk` has item, isReadOnly, paragraphs, create(facts), drop(paragraph), readers(seq). */
  constructor(zone, list, desk) {
    [this.zone, this.#list, this.#desk] = [zone, list, desk];
    list.addEventListener("input", (event) => this.#type(event));
    list.addEventListener("keydown", (event) => this.#steer(event));
    list.addEventListener("focusout", (event) => this.#tidy(event));
  }

  get hasFocus() {
    return this.#list.contains(document.activeElement);
  }

  /** Return the row of a paragraph, a field or anything in it, if it is on this sheet. */
  rowOf(thing) {
    const uid = thing.uid ?? thing.closest?.(".edit-block")?.dataset.uid;
    return this.#rows.get(uid);
  }

  /** Return the last row, which is always empty. */
  get last() {
    return this.#ordered().at(-1);
  }

  /** Put the rows in order, without moving one that is typed in. */
  arrange() {
    if (!this.#desk.isReadOnly) this.#addBlank();
    const wanted = this.#mine();
    for (const [uid, row] of this.#rows) {
      if (!wanted.includes(row.paragraph)) this.#remove(uid, row);
    }
    let next = this.#list.firstElementChild;
    wanted.forEach((paragraph, index) => {
      const { element } = this.#rowFor(paragraph);
      if (element === next) next = next.nextElementSibling;
      else this.#list.insertBefore(element, next);
      this.#rows.get(paragraph.uid).number(index + 1);
    });
  }

  /** Show a paragraph's state again. */
  show(paragraph) {
    this.#rows.get(paragraph.uid)?.show((seq) => this.#desk.readers(seq));
  }

  #mine() {
    const { item, paragraphs } = this.#desk;
    return [...paragraphs.values()]
      .filter((one) => one.item === item && one.zone === this.zone)
      .sort((one, other) => one.position - other.position);
  }

  #ordered() {
    return this.#mine().map((paragraph) => this.#rowFor(paragraph));
  }

  #rowFor(paragraph) {
    const known = this.#rows.get(paragraph.uid);
    if (known) return known;
    const row = new Row(paragraph, this.#desk);
    this.#rows.set(paragraph.uid, row);
    this.show(paragraph);
    return row;
  }

  #remove(uid, { element }) {
    this.#rows.delete(uid);
    element.remove();
  }

  #addBlank() {
    const last = this.#mine().at(-1);
    if (last?.isUnwritten && last.isClean) return;
    this.#create((last?.position ?? 0) + 1);
  }

  #create(position) {
    const { item } = this.#desk;
    return this.#desk.create({ uid: newKey(), item, zone: this.zone, position });
  }

  #type({ target, inputType, isComposing }) {
    const row = this.rowOf(target);
    const caret = target.selectionStart;
    const before = target.value.slice(0, caret);
    const isBreak = inputType === "insertLineBreak" && !isComposing;
    if (isBreak && before.endsWith("\n\n") && before.trim()) {
      this.#split(row, before.trimEnd(), target.value.slice(caret));
    } else {
      row.paragraph.type(target.value);
      this.arrange();
    }
  }

  /** Begin a paragraph after this one; what follows the caret is kept there first. */
  async #split(row, before, after) {
    const next = this.#rowFor(this.#following(row, after));
    this.arrange();
    next.field.value = after;
    next.enter("start");
    if (after) {
      row.paragraph.type(row.field.value);
      await next.paragraph.type(after);
    }
    row.field.value = before;
    await row.paragraph.type(before);
    this.arrange();
  }

  #following(row, after) {
    const all = this.#mine();
    const index = all.indexOf(row.paragraph);
    const next = all[index + 1];
    if (next?.isUnwritten && next.isClean && after === "") return next;
    const { position } = row.paragraph;
    return this.#create(next ? (position + next.position) / 2 : position + 1);
  }

  /** Ctrl+Enter begins a paragraph, Backspace removes an empty one, arrows go on. */
  #steer(event) {
    const row = this.rowOf(event.target);
    if (event.target !== row?.field || event.isComposing) return;
    const act = this.#actOf(event, row);
    // Later, or the key would go on to act on the field that has the caret by then.
    if (act) setTimeout(act);
  }

  #actOf({ key, ctrlKey, metaKey, repeat }, row) {
    const { value, selectionStart, selectionEnd } = row.field;
    const isAtStart = selectionEnd === 0;
    const isAtEnd = selectionStart === value.length;
    if (key === "Enter" && (ctrlKey || metaKey)) return () => this.#begin(row);
    if (key === "Backspace" && value === "" && !repeat) return () => this.#leave(row);
    if (key === "ArrowUp" && isAtStart) return () => this.#beside(row, -1)?.enter("end");
    if (key === "ArrowDown" && isAtEnd) return () => this.#beside(row, 1)?.enter("start");
    return null;
  }

  #begin(row) {
    const following = this.#following(row, "");
    this.arrange();
    this.#rowFor(following).enter("start");
  }

  #beside(row, step) {
    const rows = this.#ordered();
    return rows[rows.indexOf(row) + step];
  }

  #leave(row) {
    this.#beside(row, -1)?.enter("end");
    this.#discard(row);
  }

  #discard(row) {
    if (row === this.last || row.field.readOnly) return;
    if (row.paragraph.isUnwritten) this.#desk.drop(row.paragraph);
    else row.paragraph.leave();
  }

  /** An empty paragraph that is left was not meant. */
  #tidy({ target }) {
    const row = this.rowOf(target);
    if (target !== row?.field || target.value !== "") return;
    setTimeout(() => {
      if (!row.hasFocus && row.field.value === "") this.#discard(row);
    });
  }
}
