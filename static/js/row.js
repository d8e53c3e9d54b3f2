/** A paragraph on the secretary's screen: its field, and its state in words at its edge. */

import { others, show as showOthers } from "./conflict.js";
import { makeButton } from "./versions.js";
import { fill, gettext } from "./words.js";

const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

export class Row {
  paragraph;
  element = document.createElement("li");
  field = document.createElement("textarea");
  #edge = document.createElement("p");
  #versions;

  constructor(paragraph, { isReadOnly }) {
    this.paragraph = paragraph;
    this.element.className = "edit-block";
    this.element.dataset.uid = paragraph.uid;
    Object.assign(this.field, { rows: 1, lang: "fr", spellcheck: true });
    this.field.readOnly = isReadOnly;
    this.field.value = paragraph.text;
    this.#edge.id = `state-${paragraph.uid}`;
    this.#edge.className = "edit-state";
    this.field.setAttribute("aria-describedby", this.#edge.id);
    this.#versions = makeButton(paragraph);
    this.element.append(this.field, this.#edge, this.#versions);
    this.field.addEventListener("compositionstart", () => paragraph.compose(true));
    this.field.addEventListener("compositionend", () => paragraph.compose(false));
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  /** Name the field by its place, for those who do not see the page. */
  number(place) {
    const name = fill(gettext("Paragraphe %(place)s"), { place });
    this.#versions.setAttribute("aria-label", `${gettext("Versions")}, ${name}`);
    if (this.field.getAttribute("aria-label") !== name) {
      this.field.setAttribute("aria-label", name);
    }
  }

  /** Show what the paragraph is now; `count(seq)` is how many tablets have read it. */
  show(count) {
    const { paragraph, field } = this;
    if (field.value !== paragraph.text && !paragraph.isComposing) this.#write();
    this.grow();
    const [state, words] = describe(paragraph, count);
    if (this.#edge.dataset.state !== state) this.#edge.dataset.state = state;
    if (this.#edge.textContent !== words) this.#edge.textContent = words;
    this.#versions.hidden = !paragraph.block;
    showOthers(this.element, paragraph, (text) => this.add(text));
  }

  /** Take another's words in, with the caret where it was. */
  #write() {
    const { selectionStart, selectionEnd } = this.field;
    this.field.value = this.paragraph.text;
    if (document.activeElement !== this.field) return;
    this.field.setSelectionRange(selectionStart, selectionEnd);
  }

  /** Grow with the text where the browser does not do it. */
  grow() {
    if (GROWS_BY_ITSELF) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  /** Insert words at the caret by the same path as typing, spaced from what is before. */
  insert(words) {
    const { field } = this;
    const before = field.value.slice(0, field.selectionStart);
    const isApart = before === "" || /\s$/.test(before) || /^\s/.test(words);
    const space = isApart ? "" : " ";
    field.focus();
    field.setRangeText(space + words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Add words at the end, on a line of their own. */
  add(words) {
    const end = this.field.value.length;
    this.field.setSelectionRange(end, end);
    this.insert(end ? `\n${words}` : words);
  }

  /** Put the caret at the start or the end. */
  enter(place) {
    this.field.focus();
    const caret = place === "start" ? 0 : this.field.value.length;
    this.field.setSelectionRange(caret, caret);
  }
}

function describe(paragraph, count) {
  const { state, message, zone, seq } = paragraph;
  if (paragraph.isUnwritten && paragraph.isClean) return ["blank", ""];
  if (state === "typing") return ["typing", "…"];
  if (state === "failed") return [state, gettext("non transmis, nouvel essai…")];
  if (state === "refused") return [state, message];
  if (state === "signed-out") {
    return [
      state,
      gettext("reconnectez-vous : votre texte est gardé sur cette tablette"),
    ];
  }
  if (others(paragraph).length) return ["conflict", gettext("deux textes : choisissez")];
  if (state === "local") {
    const kept = gettext("sur cette tablette");
    return [state, paragraph.isKept ? kept : gettext("pas encore enregistré")];
  }
  const readers = zone === "running" ? count(seq) : 0;
  if (!readers) return ["saved", gettext("enregistré")];
  return ["read", fill(gettext("lu par %(count)s"), { count: readers })];
}
