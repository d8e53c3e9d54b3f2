/** The page of one's notes of a meeting: one editor for each item, to print as a whole. */

import { Line } from "./live.js";
import { NoteEditor } from "./noteditor.js";
import { openNotebook } from "./notebook.js";
import { NotePhrase } from "./notephrase.js";
import { canSeal } from "./noteseal.js";
import { sendWaiting } from "./notewire.js";
import * as clock from "./clock.js";

const room = document.getElementById("room");
const list = document.getElementById("notes");
const { meeting, person } = room.dataset;
const editors = new Map();

const book = await openNotebook(person);
const phrase = new NotePhrase(book, open);

clock.start(room.dataset.now);
new Line(room).start();
document.addEventListener("ecm:applied", ({ detail }) => detail.snapshot && keepTrue());
document.addEventListener("ecm:live", send);
document.querySelector("[data-print]").addEventListener("click", () => print());
document.querySelector("[data-close-notes]").addEventListener("click", close);
phrase.open();

async function open() {
  list.hidden = false;
  for (const row of list.querySelectorAll("[data-note]")) {
    const item = row.dataset.note;
    const editor = new NoteEditor(row.querySelector(".note-place"), book, { meeting, item });
    editors.set(item, editor);
    await editor.show(JSON.parse(row.querySelector("script").textContent));
  }
  send();
}

function send() {
  if (!canSeal()) return;
  sendWaiting(book, (item) => editors.has(item));
  for (const editor of editors.values()) editor.save();
}

/** Somebody may see less than before: take what is no longer mine off the page. */
async function keepTrue() {
  const response = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const row of list.querySelectorAll("[data-note]")) {
    const { note } = row.dataset;
    if (fresh.querySelector(`[data-note="${note}"]`)) continue;
    editors.get(note)?.leave();
    editors.delete(note);
    row.remove();
  }
}

async function close() {
  await Promise.all([...editors.values()].map((editor) => editor.leave()));
  editors.clear();
  list.hidden = true;
  await book.close();
  location.reload();
}
