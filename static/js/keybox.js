/**
 * What a sealed vote leaves on this tablet, in IndexedDB: an officer's key until the count,
 * a voter's receipts. A private key in it cannot be read out, only used, and deleted.
 */

const KEYS = "keys";
const RECEIPTS = "receipts";

function base() {
  const request = indexedDB.open("ecm-votes", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(KEYS, { keyPath: ["ballot", "layer"] });
    request.result.createObjectStore(RECEIPTS, { keyPath: ["ballot", "seat"] });
  };
  return answer(request);
}

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Write, and resolve once it would outlive a power cut. */
async function change(store, act) {
  const opened = await base();
  try {
    await new Promise((resolve, reject) => {
      const transaction = opened.transaction(store, "readwrite", { durability: "strict" });
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      act(transaction.objectStore(store));
    });
  } finally {
    opened.close();
  }
}

async function find(store, key) {
  const opened = await base();
  try {
    return await answer(opened.transaction(store).objectStore(store).get(key));
  } finally {
    opened.close();
  }
}

/** Keep the pair of one layer of a vote. Rejects where the browser keeps nothing. */
export async function keepPair(ballot, layer, { privateKey, publicKey }) {
  navigator.storage?.persist?.().catch(() => {});
  await change(KEYS, (store) => store.put({ ballot, layer, privateKey, publicKey }));
}

/** Return the pair of a layer, or undefined where this tablet does not have it. */
export const findPair = (ballot, layer) => find(KEYS, [ballot, layer]).catch(() => undefined);

/** Return the { ballot, layer } of every pair on this tablet. */
export async function heldPairs() {
  try {
    const opened = await base();
    const keys = await answer(opened.transaction(KEYS).objectStore(KEYS).getAllKeys());
    opened.close();
    return keys.map(([ballot, layer]) => ({ ballot, layer }));
  } catch {
    return []; // a browser that keeps nothing holds no key
  }
}

/** Delete the pair of a layer; true when it is there no more, though it was. */
export async function destroyPair(ballot, layer) {
  if (!(await findPair(ballot, layer))) return false;
  await change(KEYS, (store) => store.delete([ballot, layer]));
  return !(await findPair(ballot, layer));
}

/** Keep the receipt of a seat's last ballot. */
export const keepReceipt = (ballot, seat, receipt) =>
  change(RECEIPTS, (store) => store.put({ ballot, seat, receipt }));

/** Return the receipt of a seat's last ballot, or "". */
export async function findReceipt(ballot, seat) {
  const row = await find(RECEIPTS, [ballot, seat]).catch(() => undefined);
  return row?.receipt ?? "";
}

/** Return every receipt that this tablet keeps of a vote. */
export async function receiptsOf(ballot) {
  try {
    const opened = await base();
    const range = IDBKeyRange.bound([ballot], [ballot, []]);
    const rows = await answer(opened.transaction(RECEIPTS).objectStore(RECEIPTS).getAll(range));
    opened.close();
    return rows.map(({ receipt }) => receipt);
  } catch {
    return [];
  }
}
