/**
 * The two envelopes of a sealed vote, by WebCrypto: ephemeral ECDH on P-256, HKDF-SHA-256,
 * AES-256-GCM. It must never send anything: what it opens stays on this tablet.
 */

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const POINT = 65; // bytes of an uncompressed point
const NONCE = 12;
const CHOICE = 16; // bytes: every choice is padded to it, then as many of chance follow
export const CHOICES = ["for", "against", "abstention"];
/** The bytes of each envelope, whatever the choice; the server refuses any other. */
export const SIZES = { inner: 125, outer: 218 };

/** Whether this page may seal: browsers offer it over HTTPS, and on the machine itself. */
export const canSeal = () => globalThis.isSecureContext && !!globalThis.crypto?.subtle;

/** Make the key of one layer; its private half cannot be read out of this browser. */
export const makePair = () => crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);

/** Return the public half of a pair, as the server keeps it. */
export async function publicHalf({ publicKey }) {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
  return { kty, crv, x, y };
}

/** Return the SHA-256 by which two people compare a key aloud. */
export const fingerprint = ({ x, y }) => digest(`${x}.${y}`);

/** Seal a choice to both officers. Return { envelope, receipt }, base64 and SHA-256. */
export async function sealBallot(choice, keys, ballot) {
  const inner = await seal(bytesOf(choice), keys.inner, place(ballot, "inner"));
  const outer = await seal(inner, keys.outer, place(ballot, "outer"));
  const envelope = toBase64(outer);
  return { envelope, receipt: await digest(envelope) };
}

/**
 * Open the outer envelopes with the secretariat's pair, and shuffle what was in them.
 * What does not open, or was in another one already, leaves its place to bytes that never
 * will: the numbers stay equal, and it counts as void. Return { inner, broken }.
 */
export async function unseal(envelopes, pair, ballot) {
  const opened = await Promise.all(
    envelopes.map((one) => open(one, pair, place(ballot, "outer"))),
  );
  const whole = opened.filter((bytes) => bytes?.length === SIZES.inner).map(toBase64);
  const inner = [...new Set(whole)];
  const broken = envelopes.length - inner.length;
  for (let n = 0; n < broken; n += 1) inner.push(toBase64(noise()));
  return { inner: shuffle(inner), broken };
}

/** Open the inner envelopes with the chair's pair; return how many made each choice. */
export async function count(envelopes, pair, ballot) {
  const totals = { for: 0, against: 0, abstention: 0, void: 0 };
  for (const one of envelopes) {
    totals[choiceOf(await open(one, pair, place(ballot, "inner")))] += 1;
  }
  return totals;
}

/** Shuffle in place, without the bias of a remainder (Fisher and Yates). */
export function shuffle(list) {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
}

// What an envelope is bound to: it opens in no other vote and as no other layer.
const place = (ballot, layer) => new TextEncoder().encode(`e-CM vote 1|${ballot}|${layer}`);

async function seal(bytes, jwk, bound) {
  const to = await crypto.subtle.importKey("jwk", jwk, CURVE, true, []);
  const { privateKey, publicKey } = await makePair();
  const point = await raw(publicKey);
  const key = await agreed(privateKey, to, joined(point, await raw(to)), bound);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const how = { name: "AES-GCM", iv, additionalData: bound };
  return joined(point, iv, await crypto.subtle.encrypt(how, key, bytes));
}

/** Return what an envelope holds, or null when it is malformed or not for this key. */
async function open(envelope, { privateKey, publicKey }, bound) {
  try {
    const bytes = Uint8Array.from(atob(envelope), (letter) => letter.charCodeAt(0));
    const point = bytes.slice(0, POINT);
    const iv = bytes.slice(POINT, POINT + NONCE);
    const from = await crypto.subtle.importKey("raw", point, CURVE, true, []);
    const key = await agreed(privateKey, from, joined(point, await raw(publicKey)), bound);
    const how = { name: "AES-GCM", iv, additionalData: bound };
    const held = await crypto.subtle.decrypt(how, key, bytes.slice(POINT + NONCE));
    return new Uint8Array(held);
  } catch {
    return null;
  }
}

async function agreed(privateKey, publicKey, salt, info) {
  const how = { name: "ECDH", public: publicKey };
  const secret = await crypto.subtle.deriveBits(how, privateKey, 256);
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt, info };
  const aes = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(hkdf, material, aes, false, ["encrypt", "decrypt"]);
}

function bytesOf(choice) {
  if (!CHOICES.includes(choice)) throw new TypeError(choice);
  const bytes = crypto.getRandomValues(new Uint8Array(2 * CHOICE));
  bytes.set(new TextEncoder().encode(choice.padEnd(CHOICE)));
  return bytes;
}

function choiceOf(bytes) {
  if (bytes?.length !== 2 * CHOICE) return "void";
  const choice = new TextDecoder().decode(bytes.slice(0, CHOICE)).trimEnd();
  return CHOICES.includes(choice) ? choice : "void";
}

/** Bytes of an inner envelope that no key opens. */
function noise() {
  const bytes = crypto.getRandomValues(new Uint8Array(SIZES.inner));
  bytes[0] = 4; // as a point begins: the server tells it from no other
  return bytes;
}

function below(limit) {
  const most = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < most) return drawn % limit;
  }
}

async function digest(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const raw = async (key) => new Uint8Array(await crypto.subtle.exportKey("raw", key));
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

function joined(...parts) {
  const arrays = parts.map((part) => new Uint8Array(part));
  const whole = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}
