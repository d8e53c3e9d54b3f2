/** Which item the secretary writes about: the one under deliberation, or one chosen. */

import { fill, gettext } from "./words.js";

export class Chooser {
  #select;
  #return;
  #isFollowing = true;
  #shown = "";
  #marked = new Set();

  /** `turnTo(item)` is called when the secretary chooses; "" is the meeting as a whole. */
  constructor(section, turnTo) {
    const head = section.querySelector(".editor-head") ?? addHead(section);
    this.#select = addSelect(head);
    this.#return = addReturn(head);
    this.#select.addEventListener("change", () => this.#choose(this.#select.value, turnTo));
    this.#return.addEventListener("click", () => this.#choose(this.current, turnTo));
  }

  /** The item under deliberation, or "" between two. */
  get current() {
    return document.getElementById("now")?.dataset.item ?? "";
  }

  /** Tell whether the desk should turn to the current item now: never under the caret. */
  mayFollow(hasFocus) {
    this.show(this.#shown);
    return this.#isFollowing && !hasFocus && this.current !== this.#shown;
  }

  /** Show which item is written, and the way to the current one when it is another. */
  show(item) {
    this.#shown = item;
    if (this.#select.value !== item) this.#select.value = item;
    this.#return.hidden = this.current === item;
    const words = gettext("Le Conseil examine : %(item)s · Y aller");
    const text = fill(words, { item: this.#nameOf(this.current) });
    if (this.#return.textContent !== text) this.#return.textContent = text;
  }

  /** Mark the items where words wait. */
  mark(items) {
    if ([...items].join() === [...this.#marked].join()) return;
    this.#marked = items;
    this.refresh();
  }

  /** Read the agenda again. */
  refresh() {
    const rows = [...document.querySelectorAll("#agenda [id^=row-]")];
    const items = ["", ...rows.map(({ id }) => id.replace("row-", ""))];
    const options = items.map((item) => {
      const mark = this.#marked.has(item) ? ` — ${gettext("à vérifier")}` : "";
      return new Option(this.#nameOf(item, { full: true }) + mark, item);
    });
    this.#select.replaceChildren(...options);
    this.#select.value = this.#shown;
  }

  #choose(item, turnTo) {
    this.#isFollowing = item === this.current;
    turnTo(item);
  }

  #nameOf(item, { full = false } = {}) {
    if (item === "") return gettext("La séance");
    const row = document.getElementById(`row-${item}`);
    const part = (name) => row?.querySelector(`.${name}`)?.textContent.trim() ?? "";
    return full ? `${part("number")} · ${part("title")}` : part("number");
  }
}

function addHead(section) {
  const head = document.createElement("header");
  head.className = "editor-head";
  section.prepend(head);
  return head;
}

function addSelect(head) {
  const select = head.querySelector("select") ?? document.createElement("select");
  const label = document.createElement("label");
  label.className = "editor-choice";
  label.append(gettext("Écrire sur"), " ", select);
  head.append(label);
  return select;
}

function addReturn(head) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.hidden = true;
  head.append(button);
  return button;
}
