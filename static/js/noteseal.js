/**
 * Notes sealed on the tablet: from a secret phrase to a key, and from words to what may leave.
 * The phrase never leaves this file's callers; the key cannot be taken out of the browser.
 */

const ITERATIONS = 600_000; // of PBKDF2 with SHA-256 (OWASP, 2023)
const CHECK = "e-CM";

/** Whether this page may seal: browsers allow it over HTTPS, and on the machine itself. */
export const canSeal = () => !!globalThis.crypto?.subtle;

/** Make a lock of a new phrase: { lock, key }; `lock` is what the server may know. */
export async function makeLock(phrase, person) {
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)));
  const key = await keyOf(phrase, salt, ITERATIONS);
  const check = await seal(key, CHECK, `${person}.lock`);
  return { lock: { salt, iterations: ITERATIONS, check_word: check }, key };
}

/** Return the key that a phrase gives, or null when it is not the phrase of the lock. */
export async function tryPhrase(phrase, lock, person) {
  const key = await keyOf(phrase, lock.salt, lock.iterations);
  const word = await unseal(key, lock.check_word, `${person}.lock`);
  return word === CHECK ? key : null;
}

async function keyOf(phrase, salt, iterations) {
  // The same phrase typed on two keyboards must give the same bytes.
  const bytes = new TextEncoder().encode(phrase.normalize("NFKC").trim());
  const material = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, [
    "deriveKey",
  ]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt: toBytes(salt), iterations };
  const kind = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(derivation, material, kind, false, ["encrypt", "decrypt"]);
}

/** Seal words for one place; opened for another place they are refused. */
export async function seal(key, text, place) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
  const sealed = await crypto.subtle.encrypt(how, key, new TextEncoder().encode(text));
  return toBase64(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/** Open what was sealed for a place; null when the key or the place is another. */
export async function unseal(key, sealed, place) {
  const bytes = toBytes(sealed);
  const how = {
    name: "AES-GCM",
    iv: bytes.subarray(0, 12),
    additionalData: new TextEncoder().encode(place),
  };
  try {
    const text = await crypto.subtle.decrypt(how, key, bytes.subarray(12));
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}

/** Where a note belongs: to one person and one item, which the seal itself holds. */
export const placeOf = (person, item) => `${person}.${item}`;

function toBase64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
