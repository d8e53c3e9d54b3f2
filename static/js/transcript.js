/**
 * The sheets copied from paper: each outcome proposes its sentence, and what is typed is
 * kept on this device, sealed, until the server has it.
 */

import { openLog } from "./oplog.js";
import { gettext } from "./words.js";

const STILL = 400;
const ALL = "sheets";
const NOT_KEPT = ["csrfmiddlewaretoken", "key", "items", "step"];

const form = document.querySelector("form[data-transcript]");
const forgotten = document.querySelector("[data-forget-transcript]");
if (form) keep(form);
if (forgotten) forget(forgotten.dataset);

async function keep(sheets) {
  sheets.addEventListener("change", ({ target }) => propose(sheets, target));
  const log = await open(sheets.dataset);
  const { records } = await log.read();
  if (!("bound" in sheets.dataset) && records[0]) restore(sheets, records[0].fields, log);
  let timer;
  sheets.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(sheets, log), STILL);
  });
}

function open({ transcript, forgetTranscript, user, seal = "" }) {
  return openLog({ meeting: `${transcript ?? forgetTranscript}-paper`, writer: user, seal });
}

async function forget(where) {
  const log = await open(where);
  await log.remove(ALL);
}

/** Put the sentence of the outcome in its field, unless somebody has written his own. */
function propose(sheets, select) {
  if (!select.matches("select[name$=-outcome]")) return;
  const text = sheets.elements[select.name.replace(/outcome$/, "text")];
  if (text.value && text.value !== text.dataset.shown) return;
  text.value = text.dataset.shown = select.selectedOptions[0].dataset.sentence ?? "";
}

async function write(sheets, log) {
  const fields = [...new FormData(sheets)].filter(([name]) => !NOT_KEPT.includes(name));
  const isKept = await log.write(ALL, { fields });
  const said = sheets.querySelector("[data-kept]");
  said.textContent = isKept ? gettext("Gardé sur ce poste.") : "";
}

function restore(sheets, fields, log) {
  for (const [name, value] of fields) {
    const field = sheets.elements[name];
    if (field) field.value = value;
  }
  const notice = document.querySelector("[data-restored]");
  notice.hidden = false;
  notice.querySelector("[data-start-over]").addEventListener("click", async () => {
    await log.remove(ALL);
    notice.hidden = true;
    sheets.reset();
  });
}
