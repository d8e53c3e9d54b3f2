/**
 * The tablet's own copy of words that the server has not acknowledged, in IndexedDB.
 * It must hold them before they are sent, and keep them sealed where the browser can.
 */

const STORE = "paragraphs";

/**
 * Open the log of one secretary at one meeting; `seal` is an AES key in base64, or "".
 * Where the browser has no storage the log keeps nothing, and says so by `keeps`.
 */
export async function openLog({ meeting, writer, seal }) {
  const base = await openDatabase().catch(() => null);
  const key = base && seal ? await importSeal(seal) : null;
  if (base) navigator.storage?.persist?.().catch(() => {});
  return new Log(base, `${meeting} ${writer}`, key);
}

class Log {
  #base;
  #owner;
  #key;
  #lastSealed = Promise.resolve();

  constructor(base, owner, key) {
    [this.#base, this.#owner, this.#key] = [base, owner, key];
  }

  /** Keep the state of a paragraph; true once it would outlive a power cut. */
  async write(uid, record) {
    if (!this.#base) return false;
    // One after another, so that an older state never lands on a newer one.
    const sealed = this.#lastSealed.then(() => close(record, this.#key));
    this.#lastSealed = sealed;
    const body = await sealed;
    return this.#change((store) => store.put({ owner: this.#owner, uid, ...body }));
  }

  /** Forget a paragraph that the server has acknowledged. */
  async remove(uid) {
    return this.#base && this.#change((store) => store.delete([this.#owner, uid]));
  }

  /** Return { records, sealed }: what can be read, and how many paragraphs cannot. */
  async read() {
    if (!this.#base) return { records: [], sealed: 0 };
    const range = IDBKeyRange.bound([this.#owner], [this.#owner, []]);
    const store = this.#base.transaction(STORE).objectStore(STORE);
    const rows = await answer(store.getAll(range));
    const opened = await Promise.all(rows.map((row) => open(row, this.#key)));
    const records = opened.filter((record) => record !== null);
    return { records, sealed: rows.length - records.length };
  }

  #change(act) {
    return new Promise((resolve) => {
      const transaction = this.#base.transaction(STORE, "readwrite", {
        durability: "strict",
      });
      transaction.oncomplete = () => resolve(true);
      transaction.onerror = transaction.onabort = () => resolve(false);
      act(transaction.objectStore(STORE));
      transaction.commit?.(); // goes through even if the page is gone the next instant
    });
  }
}

function openDatabase() {
  const request = indexedDB.open("ecm-minutes", 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore(STORE, { keyPath: ["owner", "uid"] });
  return answer(request);
}

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Import the sealing key, for memory only; null where the page came over plain HTTP. */
async function importSeal(seal) {
  if (!globalThis.crypto.subtle) return null;
  const bytes = Uint8Array.from(atob(seal), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function close(record, key) {
  if (!key) return { plain: record };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(record));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

async function open({ uid, plain, iv, sealed }, key) {
  if (plain) return { uid, ...plain };
  if (!key) return null;
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
    return { uid, ...JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return null; // sealed with another key: left where it is
  }
}
