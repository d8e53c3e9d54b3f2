/**
 * Where each unfinished transfer stands on the server, kept by this browser over a reload.
 * A bookmark says nothing of the file: neither its name nor its content.
 */

const PREFIX = "ecm-upload/";
const KEPT = 24 * 3600 * 1000; // as long as the server keeps the file

/** What tus-js-client asks of its memory. */
export const bookmarks = {
  findAllUploads: async () => all(),
  findUploadsByFingerprint: async (mark) => all().filter((kept) => kept.mark === mark),
  removeUpload: async (key) => quietly(() => localStorage.removeItem(key)),
  addUpload: async (mark, { uploadUrl, size }) => {
    const kept = { mark, uploadUrl, size, creationTime: new Date().toISOString() };
    quietly(() => localStorage.setItem(PREFIX + mark, JSON.stringify(kept)));
    return PREFIX + mark;
  },
};

/** Return the bookmarks of one form, whatever the file. */
export const ofForm = (form) => all().filter(({ mark }) => mark.startsWith(`${form}-`));

/**
 * Name a file sent by a form, the same after a reload, without its name being readable.
 * The form's part comes first, so that its bookmarks can be found.
 */
export const markOf = (form, { name, size, lastModified }) =>
  `${form}-${digest(`${name}|${size}|${lastModified}`)}`;

/** Return 53 bits of a text (cyrb53): no key is at stake, and plain HTTP has no digest. */
export function digest(text) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

function all() {
  const found = quietly(() => Object.keys(localStorage)) ?? [];
  const keys = found.filter((key) => key.startsWith(PREFIX));
  return keys.map(read).filter((kept) => kept !== null);
}

function read(key) {
  const kept = quietly(() => JSON.parse(localStorage.getItem(key)));
  const age = Date.now() - Date.parse(kept?.creationTime);
  if (age < KEPT) return { ...kept, urlStorageKey: key };
  quietly(() => localStorage.removeItem(key));
  return null;
}

/** Storage may be forbidden or full: then a reload begins again, and nothing else. */
function quietly(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
