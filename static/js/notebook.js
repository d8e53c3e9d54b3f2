/**
 * What this tablet keeps of a person's notes, in IndexedDB: the key until he signs out, and
 * sealed texts until the server has them. It must never hold a word that is not sealed.
 */

const KEYS = "keys";
const WAITING = "waiting";

/** Open the notebook of a person; where the browser keeps nothing, memory does. */
export async function openNotebook(person) {
  const base = await openDatabase().catch(() => null);
  return new Notebook(base, String(person));
}

class Notebook {
  #base;
  #memory = new Map(); // what is waiting, where there is no database
  held = null; // { salt, key } once the phrase was typed

  constructor(base, person) {
    this.#base = base;
    this.person = person;
  }

  /** Find the key that was kept for the lock of this salt; of any, without a network. */
  async find(salt) {
    if (this.held?.salt === salt) return this.held;
    const kept = await this.#ask(KEYS, (store) => store.get(this.person));
    this.held = kept && (!salt || kept.salt === salt) ? kept : null;
    return this.held;
  }

  /** Keep a key until sign-out. */
  async hold(salt, key) {
    this.held = { person: this.person, salt, key };
    await this.#ask(KEYS, (store) => store.put(this.held));
  }

  /** Forget the key; the phrase is asked again. */
  async close() {
    this.held = null;
    await this.#ask(KEYS, (store) => store.delete(this.person));
  }

  /** Keep a sealed text until the server has it: { item, meeting, sealed, base, salt }. */
  async wait(entry) {
    this.#memory.set(entry.item, entry);
    await this.#ask(WAITING, (store) => store.put({ ...entry, person: this.person }));
  }

  /** Return what waits, of all meetings. */
  async waiting() {
    const range = IDBKeyRange.bound([this.person], [this.person, []]);
    const kept = await this.#ask(WAITING, (store) => store.getAll(range));
    return kept ?? [...this.#memory.values()];
  }

  /** Let a text go that the server has, unless a newer one took its place. */
  async arrived({ item, sealed }) {
    if (this.#memory.get(item)?.sealed === sealed) this.#memory.delete(item);
    const kept = await this.#ask(WAITING, (store) => store.get([this.person, item]));
    if (kept?.sealed !== sealed) return;
    await this.#ask(WAITING, (store) => store.delete([this.person, item]));
  }

  /** Let go of what waits on an item: its writer chose another text. */
  async drop(item) {
    this.#memory.delete(item);
    await this.#ask(WAITING, (store) => store.delete([this.person, item]));
  }

  /** Forget the key and all that waits: the notes begin again. */
  async erase() {
    await this.close();
    this.#memory.clear();
    const range = IDBKeyRange.bound([this.person], [this.person, []]);
    await this.#ask(WAITING, (store) => store.delete(range));
  }

  /** Answer of one request to a store; undefined without a database. */
  async #ask(name, act) {
    if (!this.#base) return undefined;
    try {
      const transaction = this.#base.transaction(name, "readwrite", { durability: "strict" });
      const request = act(transaction.objectStore(name));
      await completed(transaction);
      return request.result;
    } catch {
      return undefined; // the disk is full, or the browser has let the database go
    }
  }
}

/** Forget every key of this tablet: whoever is here has signed out. */
export async function forgetKeys() {
  const base = await openDatabase().catch(() => null);
  base?.transaction(KEYS, "readwrite").objectStore(KEYS).clear();
}

function openDatabase() {
  const request = indexedDB.open("ecm-notes", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(KEYS, { keyPath: "person" });
    request.result.createObjectStore(WAITING, { keyPath: ["person", "item"] });
  };
  return answer(request);
}

const completed = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
