/** The note to the chair saves itself when its writer pauses; the button saves at once. */

import { newKey } from "./key.js";
import { post } from "./post.js";
import { fill, gettext } from "./words.js";

const PAUSE = 20_000;

const form = document.querySelector("[data-note]");
const text = form.elements.text;
const told = form.querySelector("[data-kept]");
let saved = text.defaultValue;
let timer = 0;
let isStopped = false; // somebody else wrote: a person must decide

text.addEventListener("input", wait);
if (text.value !== saved) wait(); // typed before this script had arrived
form.addEventListener("submit", () => {
  clearTimeout(timer);
  saved = text.value;
});
addEventListener("beforeunload", (event) => {
  if (text.value !== saved) event.preventDefault();
});

function wait() {
  clearTimeout(timer);
  if (isStopped) return;
  told.textContent = gettext("Non enregistré");
  timer = setTimeout(save, PAUSE);
}

async function save() {
  const sent = text.value;
  if (sent === saved) return;
  const fields = { text: sent, base: form.elements.base.value };
  const { end, facts, message } = await post(location.pathname, fields, newKey());
  if (end === "done") keep(sent, facts);
  else if (end === "failed") later();
  else stop(message ?? gettext("Votre connexion est fermée : copiez votre texte."));
}

function keep(sent, facts) {
  saved = sent;
  form.elements.base.value = facts.number;
  const time = new Date().toLocaleTimeString("fr", { hour: "numeric", minute: "2-digit" });
  told.textContent = fill(gettext("Enregistré à %(time)s"), { time });
  if (text.value !== sent) timer = setTimeout(save, PAUSE);
}

function later() {
  told.textContent = gettext("Non enregistré : la connexion est coupée, nouvel essai.");
  timer = setTimeout(save, PAUSE);
}

function stop(message) {
  isStopped = true;
  told.textContent = message;
}
