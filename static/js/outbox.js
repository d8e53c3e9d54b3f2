/**
 * What a member gave without network: his positions and his hand. It waits in sight, can
 * be taken back, leaves once and in order, and what came too late is said until he has read
 * it. The commands of who conducts never wait.
 */

import { deliver } from "./deliver.js";
import { askToSignIn } from "./notices.js";
import { describe, draw } from "./waiting.js";
import { change, forgetWaiting, waiting } from "./vault.js";

const STORE = "waiting";
const LONGEST = 24 * 3600_000; // nothing waits to another day's council
const AGAIN = 5_000;

let owner = "";
let seal = null;
let entries = []; // { id, slot, url, fields, facts, at, until, refusal }
let isSending = false;

/** Take up what this person's tablet still holds, and send it when there is a network. */
export async function start(room) {
  const list = document.getElementById("outbox");
  if (!list) return;
  const { user, meeting, seal: raw } = room.dataset;
  owner = `${user}/${meeting}`;
  list.addEventListener("click", ({ target }) => remove(target.dataset.withdraw));
  document.addEventListener("ecm:live", () => send());
  document.addEventListener("ecm:light", ({ detail }) => detail.state !== "offline" && send());
  document.addEventListener("ecm:applied", () => entries.length && redraw());
  document.addEventListener("ecm:ended", ({ detail }) => detail.isGone && clear());
  setInterval(() => send(), AGAIN);
  seal = await importSeal(raw).catch(() => null);
  await takeUp().catch(() => {});
  redraw();
}

async function importSeal(raw) {
  const bytes = Uint8Array.from(atob(raw), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Read my own; delete what another person left here, and what is too old. */
async function takeUp() {
  const [user] = owner.split("/");
  for (const row of await waiting()) {
    const isMine = row.owner === owner && row.until > Date.now();
    const entry = isMine ? await opened(row) : null;
    if (entry) entries.push(entry);
    else if (row.until <= Date.now() || row.owner.split("/")[0] !== user) await forget(row.id);
  }
  entries.sort((one, other) => one.at - other.at);
}

async function opened({ iv, sealed }) {
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, seal, sealed);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null; // sealed with another key: it leaves with its time
  }
}

/**
 * Let a command wait if it is one of those that may; return whether it does. The key it
 * was sent with, if it was, stays its own: the server knows it again.
 */
export function wait(element, { path, headers, formData }) {
  const about = describe(element, Object.fromEntries(formData));
  if (!about || !owner) return false;
  const at = Date.now();
  const entry = { ...about, id: headers["Idempotency-Key"], url: path, at, until: at + LONGEST };
  const replaced = entries.filter(({ slot, refusal }) => slot === entry.slot && !refusal);
  replaced.forEach(({ id }) => forget(id));
  entries = [...entries.filter((one) => !replaced.includes(one)), entry];
  store(entry).catch(() => {}); // it waits in the page all the same
  redraw();
  return true;
}

async function store(entry) {
  if (!seal) return;
  const { id, until } = entry;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(entry));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, seal, bytes);
  if (!entries.includes(entry)) return; // taken back meanwhile
  await change(STORE, (rows) => rows.put({ id, owner, until, iv, sealed }));
}

const forget = (id) => change(STORE, (rows) => rows.delete(id)).catch(() => {});

function remove(id) {
  if (!id) return;
  entries = entries.filter((entry) => entry.id !== id);
  forget(id);
  redraw();
}

function clear() {
  entries = [];
  forgetWaiting().catch(() => {});
  redraw();
}

/** Send what waits, in order; stop at the first that cannot go now. */
async function send() {
  if (isSending) return;
  isSending = true;
  try {
    for (const entry of entries.filter(({ refusal }) => !refusal)) {
      if (!entries.includes(entry)) continue;
      if (!(await isSettled(entry))) break;
    }
  } finally {
    isSending = false;
  }
}

async function isSettled(entry) {
  const { end, message } = await deliver(entry.url, entry.fields, entry.id);
  if (end === "signed-out") askToSignIn();
  if (end === "signed-out" || end === "failed") return false;
  if (end === "done") {
    remove(entry.id);
    const detail = { ids: ["mine-changed"], snapshot: false };
    document.dispatchEvent(new CustomEvent("ecm:applied", { detail }));
  } else if (entries.includes(entry)) {
    entry.refusal = message || "-";
    await store(entry).catch(() => {});
    redraw();
  }
  return true;
}

const redraw = () => draw(document.getElementById("outbox"), entries);
