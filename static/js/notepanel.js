/**
 * « Mes notes » in the room: of the item on the stage, or of the one that is looked at. It
 * leaves the page with the item, at the same moment.
 */

import { NoteEditor } from "./noteditor.js";
import { openNotebook } from "./notebook.js";
import { NotePhrase } from "./notephrase.js";
import { canSeal } from "./noteseal.js";
import { askNote, sendWaiting } from "./notewire.js";
import { askToSignIn } from "./notices.js";

let panel, book, phrase, meeting;
let editor = null;
let shut = ""; // the item whose note was refused at the last look
let wanted = 0; // the newest reason to fetch; an older answer is thrown away

/** Keep `#own-note` on the item that is before the reader. */
export async function start(room) {
  panel = document.getElementById("own-note");
  if (!panel) return;
  ({ meeting } = room.dataset);
  book = await openNotebook(panel.dataset.person);
  phrase = new NotePhrase(book, () => follow());
  panel.addEventListener("toggle", () => follow({ isAsked: panel.open }));
  panel.addEventListener("click", ({ target }) => target.closest("[data-close-notes]") && close());
  document.addEventListener("ecm:browse", () => follow());
  document.addEventListener("ecm:applied", ({ detail: { snapshot } }) => follow({ snapshot }));
  for (const moment of ["ecm:live", "online"]) addEventListener(moment, send);
  document.addEventListener("ecm:live", send);
  follow();
  send();
}

function send() {
  if (!canSeal()) return;
  sendWaiting(book, (item) => editor?.item === item);
  editor?.save();
}

/** The item before the reader: the one that he looks at, or the council's. */
function itemBeforeMe() {
  const pane = document.querySelector("#browse:not([hidden])");
  const browsed = pane?.querySelector(".browsed")?.dataset.item ?? pane?.dataset.item;
  return pane ? browsed : document.querySelector("#stage [data-item]")?.dataset.item;
}

async function follow({ snapshot = false, isAsked = false } = {}) {
  const item = itemBeforeMe();
  panel.hidden = !item;
  if (editor && (editor.item !== item || !panel.open)) drop();
  if (!item || !panel.open) return;
  if (!isAsked && (phrase.isAsking || (!snapshot && (editor || shut === item)))) return;
  if (!canSeal() || !book.held) await phrase.open();
  else await show(item);
  if (isAsked) panel.scrollIntoView({ block: "nearest" });
}

/** Fetch the note, also to learn that it is no longer mine to read. */
async function show(item) {
  const reason = ++wanted;
  const { end, facts } = await askNote({ meeting, item });
  if (reason !== wanted || itemBeforeMe() !== item || !panel.open) return;
  shut = end === "gone" ? item : "";
  if (shut) return drop();
  if (end === "signed-out") return askToSignIn();
  if (editor) return facts && editor.complete(facts);
  panel.querySelector(".note-open").hidden = false;
  editor = new NoteEditor(panel.querySelector(".note-place"), book, { meeting, item });
  // Without a network what this tablet has not sent is still there to go on with.
  await editor.show(facts ?? null);
}

function drop() {
  wanted += 1;
  panel.querySelector(".note-open").hidden = true;
  editor?.leave();
  editor = null;
}

async function close() {
  await editor?.save();
  drop();
  await book.close();
  panel.open = false;
}
