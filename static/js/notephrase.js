/** Asking for the secret phrase, choosing one, beginning again: the page's one form for it. */

import { canSeal, makeLock, tryPhrase } from "./noteseal.js";
import { askLock, eraseNotes, giveLock } from "./notewire.js";
import { askToSignIn } from "./notices.js";
import { gettext } from "./words.js";

const SHORTEST = 12;

/** Watch `#note-phrase`; `opened()` is called each time that the notebook has its key. */
export class NotePhrase {
  #element = document.getElementById("note-phrase");
  #book;
  #opened;
  #lock = null;

  constructor(book, opened) {
    [this.#book, this.#opened] = [book, opened];
    this.#on("choose", (form) => this.#choose(form));
    this.#on("open", (form) => this.#try(form));
    this.#on("again", (form) => this.#again(form));
    this.#element.addEventListener("click", ({ target }) => {
      if (target.closest("[data-forgotten]")) this.#show("again");
      if (target.closest("[data-keep]")) this.#show("open");
    });
    this.#element.addEventListener("change", ({ target }) => {
      if (!target.matches("[data-show]")) return;
      const type = target.checked ? "text" : "password";
      for (const field of target.form.querySelectorAll("[name=phrase], [name=twice]")) {
        field.type = type;
      }
    });
  }

  /** Whether the person is before the form: nothing may take it from under his hands. */
  get isAsking() {
    return !this.#element.hidden;
  }

  /** Open the notebook with the key of this tablet, or ask for the phrase. */
  async open() {
    if (!canSeal()) return this.#show("off");
    const { end, facts } = await askLock();
    if (end === "signed-out") return askToSignIn();
    if (end !== "done") return (await this.#book.find()) ? this.#done() : this.#fail();
    this.#lock = facts.salt ? facts : null;
    if (!this.#lock) return this.#show("choose");
    return (await this.#book.find(this.#lock.salt)) ? this.#done() : this.#show("open");
  }

  async #choose({ phrase, twice }) {
    const words = phrase.value.normalize("NFKC").trim();
    if ([...words].length < SHORTEST) {
      return this.#say(gettext("La phrase doit avoir 12 caractères au moins."));
    }
    if (phrase.value !== twice.value) {
      return this.#say(gettext("Les deux phrases ne sont pas les mêmes."));
    }
    const { lock, key } = await makeLock(words, this.#book.person);
    const { end, facts } = await giveLock(lock);
    if (end === "clash") {
      this.#lock = facts;
      this.#show("open");
      return this.#say(gettext("Vous avez déjà choisi une phrase sur une autre tablette."));
    }
    if (end !== "done") return this.#fail();
    await this.#book.hold(lock.salt, key);
    return this.#done();
  }

  async #try({ phrase }) {
    const key = await tryPhrase(phrase.value, this.#lock, this.#book.person);
    if (!key) return this.#say(gettext("Ce n'est pas votre phrase."));
    await this.#book.hold(this.#lock.salt, key);
    return this.#done();
  }

  async #again({ words }) {
    if (words.value.trim() !== words.dataset.words) {
      return this.#say(gettext("Les mots ne sont pas ceux qu'il faut : rien n'est effacé."));
    }
    const { end } = await eraseNotes();
    if (end !== "done") return this.#fail();
    await this.#book.erase();
    this.#lock = null;
    return this.#show("choose");
  }

  #done() {
    this.#element.hidden = true;
    this.#clear();
    this.#opened();
  }

  #on(name, act) {
    const form = this.#element.querySelector(`[data-${name}]`);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      this.#say(gettext("Un instant…"));
      const button = form.querySelector("[type=submit]");
      button.disabled = true;
      await act(form.elements).catch(() => this.#fail());
      button.disabled = false;
    });
  }

  #show(part) {
    this.#clear();
    this.#element.hidden = false;
    for (const name of ["off", "choose", "open", "again"]) {
      this.#element.querySelector(`[data-${name}]`).hidden = name !== part;
    }
  }

  #clear() {
    for (const form of this.#element.querySelectorAll("form")) form.reset();
    for (const field of this.#element.querySelectorAll("[name=phrase], [name=twice]")) {
      field.type = "password";
    }
    this.#say("");
  }

  #fail() {
    this.#element.hidden = false;
    this.#say(gettext("Pas de réseau : rien n'a changé. Touchez de nouveau pour réessayer."));
  }

  #say(words) {
    this.#element.querySelector("[data-said]").textContent = words;
  }
}
