/** One note under the hand: sealed while it is typed, kept here first, then sent. */

import { placeOf, seal, unseal } from "./noteseal.js";
import { sendNote } from "./notewire.js";
import { gettext } from "./words.js";

const PAUSE = 800;
const AGAIN = 15_000;

export class NoteEditor {
  #book;
  #place; // { meeting, item }
  #element;
  #text = "";
  #saved = ""; // what the server has
  #base = 0;
  #other = null; // another tablet's { text, version }, until a person has chosen
  #isLeft = false;
  #isPartial = false; // shown without the server's text
  #timer = 0;
  #work = Promise.resolve();

  /** Put an empty editor in `root`; `show` fills it. */
  constructor(root, book, place) {
    [this.#book, this.#place] = [book, place];
    const template = document.getElementById("note-editor");
    this.#element = template.content.firstElementChild.cloneNode(true);
    const area = this.#find("textarea");
    area.id = `note-text-${place.item}`;
    this.#find("label").htmlFor = area.id;
    area.addEventListener("input", () => this.#typed());
    area.addEventListener("blur", () => this.save());
    this.#find(".note-other").addEventListener("click", (event) => this.#choose(event));
    root.replaceChildren(this.#element);
  }

  get item() {
    return this.#place.item;
  }

  /** Show what the server has, or null when it does not answer, and what waits here. */
  async show(told) {
    this.#isPartial = !told;
    const { version, sealed, earlier } = told ?? { version: 0, sealed: "", earlier: [] };
    const standing = sealed ? ((await this.#open(sealed)) ?? "") : "";
    const waiting = await this.#book.waiting();
    const own = waiting.find(({ item }) => String(item) === String(this.item));
    const mine = own && own.sealed !== sealed ? await this.#open(own.sealed) : null;
    [this.#base, this.#saved] = [version, standing];
    this.#write(mine ?? standing);
    this.#find("textarea").disabled = false;
    await this.#showEarlier(earlier);
    if (!told) return this.#tell(gettext("Sans réseau : ce qui est déjà enregistré reviendra."));
    if (mine === null) return this.#tell(standing && gettext("enregistrée"));
    if (own.base !== version) return this.#clash({ text: standing, version });
    return this.save();
  }

  /** The server answers again: show its text, unless another one was begun meanwhile. */
  async complete(told) {
    if (!this.#isPartial) return undefined;
    this.#isPartial = false;
    return this.#text ? this.save() : this.show(told);
  }

  /** Seal, keep on this tablet and send what is typed, one text after another. */
  save() {
    clearTimeout(this.#timer);
    this.#work = this.#work.then(() => this.#saveNow()).catch(() => this.#later());
    return this.#work;
  }

  /** Take the words off the page at once; what was typed goes on its way sealed. */
  leave() {
    this.#isLeft = true;
    this.#element.remove();
    return this.save();
  }

  async #saveNow() {
    const text = this.#text;
    if (text === this.#saved || this.#other) return;
    const { key, salt } = this.#book.held ?? {};
    if (!key) return;
    const sealed = await seal(key, text, placeOf(this.#book.person, this.item));
    const entry = { ...this.#place, sealed, base: this.#base, salt };
    await this.#book.wait(entry);
    await this.#answer(await sendNote(entry), entry, text);
  }

  async #answer({ end, facts, message }, entry, text) {
    if (end === "done") {
      [this.#base, this.#saved] = [facts.version, text];
      await this.#book.arrived(entry);
      if (this.#text === text) return this.#tell(gettext("enregistrée"));
      this.save(); // not waited for: it comes after this very work
      return undefined;
    }
    if (end === "clash") {
      const other = await this.#open(facts.sealed);
      return this.#clash({ text: other ?? "", version: facts.version });
    }
    if (end === "refused") return this.#tell(message);
    return this.#later();
  }

  #later() {
    this.#tell(gettext("gardée sur cette tablette, sera envoyée"));
    clearTimeout(this.#timer);
    // What is left goes with all that waits on this tablet.
    if (!this.#isLeft) this.#timer = setTimeout(() => this.save(), AGAIN);
  }

  #typed() {
    this.#text = this.#find("textarea").value;
    this.#find(".note-print").textContent = this.#text;
    if (this.#other) return;
    this.#tell(gettext("pas encore enregistrée"));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), PAUSE);
  }

  #write(text) {
    this.#text = text;
    this.#find("textarea").value = text;
    this.#find(".note-print").textContent = text;
  }

  #clash(other) {
    if (other.text === this.#text) {
      [this.#base, this.#saved] = [other.version, other.text];
      this.#book.drop(this.item);
      return this.#tell(gettext("enregistrée"));
    }
    this.#other = other;
    this.#find(".note-other .prose").textContent = other.text;
    const choice = this.#find(".note-other");
    choice.hidden = false;
    if (this.#element.contains(document.activeElement)) choice.scrollIntoView({ block: "nearest" });
    this.#tell(gettext("Deux textes : choisissez, rien n'est perdu."));
  }

  /** The person has read both texts. */
  #choose({ target }) {
    const choice = target.closest("[data-choice]")?.dataset.choice;
    if (!choice || !this.#other) return;
    const { text, version } = this.#other;
    [this.#other, this.#base, this.#saved] = [null, version, text];
    this.#find(".note-other").hidden = true;
    if (choice === "other") {
      this.#book.drop(this.item);
      this.#write(text);
    }
    if (choice === "both") this.#write(`${text}\n\n${this.#text}`);
    this.#find("textarea").focus();
    this.save().then(() => this.#text === this.#saved && this.#tell(gettext("enregistrée")));
  }

  async #showEarlier(earlier) {
    const place = this.#find(".note-earlier");
    place.replaceChildren();
    for (const { item, sealed, label } of earlier) {
      const text = await unseal(
        this.#book.held.key,
        sealed,
        placeOf(this.#book.person, item),
      );
      if (!text) continue;
      const [title, words] = [document.createElement("p"), document.createElement("p")];
      [title.className, title.textContent] = ["label", label];
      [words.className, words.textContent] = ["prose", text];
      place.append(title, words);
    }
  }

  #open(sealed) {
    return unseal(this.#book.held.key, sealed, placeOf(this.#book.person, this.item));
  }

  #tell(words) {
    this.#find(".note-state").textContent = words;
  }

  #find(selector) {
    return this.#element.querySelector(selector);
  }
}
