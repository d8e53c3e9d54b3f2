/**
 * The worker that answers when the server does not: the shell, and what the vault keeps.
 * While the server answers, its answer is what is shown, always.
 */

import { forgetWaiting, meetings, purge, purgeAll, purgeOld, read } from "./vault.js";

const ROOM = /^\/seances\/\d+\/$/;
const ITEM = /^\/seances\/\d+\/points\/\d+\/$/;
const PAPER = /^\/pieces\/\d+\/$/;
const ENTRANCE = /^\/(seances\/)?$/;
const STATIC = /^\/static\//;
const WORDS = /^\/(etat\.css|mots\.js)$/;
const BY_CONTENT = /\.[0-9a-f]{12}(\.\w+)$/; // the name says what is in it
const AWAY = [502, 503, 504]; // the proxy answers, the server is not back yet
const PATIENCE = 8_000;
const SHORT_PATIENCE = 1_500;
const MEMORY = 30_000; // for so long a silence is remembered

let silentAt = -Infinity;

/** Serve one release: `shell` are its files, `policy` goes with every kept page. */
export function start({ release, shell, policy, doors }) {
  const name = `ecm-shell-${release}`;
  addEventListener("install", (event) => {
    skipWaiting();
    event.waitUntil(caches.open(name).then((cache) => cache.addAll([...shell, "/etat.css"])));
  });
  addEventListener("activate", (event) => event.waitUntil(takeOver(name)));
  addEventListener("message", ({ data }) => {
    if (data === "live") silentAt = -Infinity;
  });
  addEventListener("fetch", (event) => serve(event, { name, policy, doors }));
}

async function takeOver(name) {
  const names = await caches.keys();
  const old = names.filter((one) => one.startsWith("ecm-shell-") && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
  await purgeOld();
  await clients.claim();
}

function serve(event, { name, policy, doors }) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") return atTheDoor(event, doors, pathname);
  if (request.method !== "GET" || request.headers.has("Kept-For-Later")) return;
  const opens = request.mode === "navigate";
  if (STATIC.test(pathname)) event.respondWith(file(request, name));
  else if (WORDS.test(pathname)) event.respondWith(words(request, name));
  else if (ITEM.test(pathname) || PAPER.test(pathname) || (opens && ROOM.test(pathname))) {
    const asked = serverFirst(request, () => kept(pathname, policy));
    event.respondWith(asked);
    event.waitUntil(asked.then((answer) => heed(answer, pathname)).catch(() => {}));
  } else if (opens && ENTRANCE.test(pathname)) {
    event.respondWith(serverFirst(request, lead));
  }
}

/** Whoever comes in finds nothing of the one before; who goes out leaves nothing. */
function atTheDoor(event, doors, pathname) {
  if (doors.in.includes(pathname)) event.waitUntil(purgeAll());
  if (doors.out.includes(pathname)) event.waitUntil(Promise.all([purgeAll(), forgetWaiting()]));
}

/** Return the server's answer, or what is kept where it gives none in time. */
async function serverFirst(request, fallback) {
  const asked = fetch(request);
  asked.catch(() => {}); // it is awaited below, or nobody waits for it any more
  const patience = Date.now() - silentAt < MEMORY ? SHORT_PATIENCE : PATIENCE;
  const answer = await Promise.race([asked, silence(patience)]).catch(() => null);
  if (answer && !AWAY.includes(answer.status)) {
    silentAt = -Infinity;
    return answer;
  }
  silentAt = Date.now();
  return (await fallback().catch(() => null)) ?? answer ?? asked;
}

/** The server knows this reader no more, or gives him no seat: nothing stays here. */
async function heed(answer, path) {
  if (answer.redirected || answer.type === "opaqueredirect") await purgeAll();
  else if (answer.status === 404 && ROOM.test(path)) await purge(Number(path.split("/")[2]));
}

const silence = (milliseconds) =>
  new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));

async function kept(path, policy) {
  const held = await read(path);
  if (!held) return null;
  const headers = {
    "Content-Type": held.type,
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": PAPER.test(path) ? "SAMEORIGIN" : "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
  };
  return new Response(held.body, { headers });
}

/** Who opens the application without network is led to the meeting that he has. */
async function lead() {
  const [last] = await meetings();
  return last ? Response.redirect(`/seances/${last}/`) : null;
}

/** A file named by its content never changes; any other is asked of the server first. */
async function file(request, name) {
  const cache = await caches.open(name);
  const held = await cache.match(request, { ignoreSearch: true });
  if (held && BY_CONTENT.test(new URL(request.url).pathname)) return held;
  return serverFirst(request, async () => held ?? sameName(cache, request));
}

/** A page kept before an upgrade asks for files of then: the present ones serve it. */
async function sameName(cache, request) {
  const plain = (url) => new URL(url).pathname.replace(BY_CONTENT, "$1");
  const wanted = plain(request.url);
  const found = (await cache.keys()).find(({ url }) => plain(url) === wanted);
  return found ? cache.match(found) : null;
}

/** Colours and words belong to nobody; the last ones seen are kept with the shell. */
async function words(request, name) {
  const cache = await caches.open(name);
  const answer = await serverFirst(request, () => cache.match(request));
  if (answer.ok && answer.type === "basic") await cache.put(request, answer.clone());
  return answer;
}
