/**
 * What this tablet keeps of meetings, sealed: the page and the worker share it. Nothing is
 * read once the key's time is over; what is kept then goes with the key.
 */

const NAME = "ecm-kept";
const KEYS = "keys"; // { meeting, user, name, key, until }
const KEPT = "kept"; // { meeting, item, path, type, at, iv, sealed }
const WAITING = "waiting"; // { id, owner, iv, sealed }: see outbox.js

let opening = null;

function base() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const made = request.result;
      made.createObjectStore(KEYS, { keyPath: "meeting" });
      const kept = made.createObjectStore(KEPT, { keyPath: ["meeting", "item", "path"] });
      kept.createIndex("path", "path");
      made.createObjectStore(WAITING, { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const reading = async (store, act) => answer(act((await base()).transaction(store).objectStore(store)));

/** Change one store; resolves once the change would outlive a power cut. */
export async function change(store, act) {
  const transaction = (await base()).transaction(store, "readwrite", { durability: "strict" });
  act(transaction.objectStore(store));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** Return every row of what waits to be sent, whoever's it is. */
export const waiting = () => reading(WAITING, (store) => store.getAll());

const all = (meeting) => IDBKeyRange.bound([meeting], [meeting, []]);

/** Hold the key of a meeting; what another key had sealed is deleted. */
export async function holdKey({ meeting, user, raw, until }) {
  const bytes = Uint8Array.from(atob(raw), (letter) => letter.charCodeAt(0));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const name = [...new Uint8Array(digest, 0, 8)].join("."); // tells keys apart, and no more
  const held = await reading(KEYS, (store) => store.get(meeting));
  if (held?.name !== name || held.user !== user) await purge(meeting);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
  await change(KEYS, (store) => store.put({ meeting, user, name, key, until }));
}

/** Return the key of a meeting; null once its time is over, and nothing is left then. */
async function keyOf(meeting) {
  const held = await reading(KEYS, (store) => store.get(meeting));
  if (!held) return null;
  if (held.until > Date.now()) return held.key;
  await purge(meeting);
  return null;
}

/** Keep something of an item, or of the meeting itself (item 0); false without a key. */
export async function keep({ meeting, item, path, type, body, at = Date.now() }) {
  const key = await keyOf(meeting);
  if (!key) return false;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const additionalData = new TextEncoder().encode(path);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, bytes);
  const row = { meeting, item, path, type, at, iv, sealed };
  await change(KEPT, (store) => store.put(row));
  return true;
}

/** Return { body, type, at } of what is kept under a path, or null. */
export async function read(path) {
  const row = await reading(KEPT, (store) => store.index("path").get(path));
  const key = row && (await keyOf(row.meeting));
  if (!key) return null;
  const { iv, sealed, type, at } = row;
  const additionalData = new TextEncoder().encode(path);
  const opened = crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, sealed);
  return opened.then((body) => ({ body, type, at })).catch(() => null);
}

/** Return { item, path } of all that is kept of a meeting, without opening anything. */
export async function listOf(meeting) {
  const keys = await reading(KEPT, (store) => store.getAllKeys(all(meeting)));
  return keys.map(([, item, path]) => ({ item, path }));
}

/** Delete some of what is kept of a meeting. */
export const drop = (meeting, rows) =>
  change(KEPT, (store) => rows.forEach(({ item, path }) => store.delete([meeting, item, path])));

/** Delete the key of a meeting first, then all that it opened. */
export async function purge(meeting) {
  await change(KEYS, (store) => store.delete(meeting));
  await change(KEPT, (store) => store.delete(all(meeting)));
}

/** Delete what waits to be sent. */
export const forgetWaiting = () => change(WAITING, (store) => store.clear());

/** Delete all that is kept of every meeting; what waits to be sent stays sealed. */
export async function purgeAll() {
  await change(KEYS, (store) => store.clear());
  await change(KEPT, (store) => store.clear());
}

/** Delete the meetings whose time is over, and those of anybody but `user` if one is told. */
export async function purgeOld(user = null) {
  const keys = await reading(KEYS, (store) => store.getAll());
  const isOver = (held) => held.until <= Date.now() || (user !== null && held.user !== user);
  for (const held of keys.filter(isOver)) await purge(held.meeting);
}

/** Return the numbers of the meetings that are kept, the last one first. */
export async function meetings() {
  const keys = await reading(KEYS, (store) => store.getAll());
  return keys.filter(({ until }) => until > Date.now()).map(({ meeting }) => meeting).reverse();
}
