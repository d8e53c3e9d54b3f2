/** What waits for the network as its giver reads it: always « en attente », never recorded. */

import { fill, gettext } from "./words.js";

/**
 * Return { slot, fields, facts } for a command that may wait, null for any other. A slot
 * holds one command: the last one given is the one that counts.
 */
export function describe(element, fields) {
  const kind = element.closest?.("[data-waits]")?.dataset.waits;
  if (kind === "mark") return ofMark(element, fields);
  return kind ? ofHand(element, kind) : null;
}

function ofMark(form, fields) {
  const { item, key } = form.closest("#mine").dataset;
  const [, round] = key.split(".");
  const choice = form.querySelector(`[data-mark="${CSS.escape(fields.value)}"]`);
  const facts = { kind: "mark", seat: fields.seat, number: numberOf(item) };
  return {
    slot: `mark ${fields.seat} ${item}`,
    fields: { ...fields, round },
    facts: { ...facts, words: choice.textContent.trim() },
  };
}

function ofHand(button, kind) {
  const { seat } = button.closest(".voice").dataset;
  const item = document.getElementById("floor")?.dataset.item;
  return {
    slot: `floor ${seat}`,
    fields: item ? { item } : {},
    facts: { kind, seat, number: numberOf(item) },
  };
}

const numberOf = (item) =>
  document.querySelector(`#row-${CSS.escape(item ?? "")} .number`)?.textContent ?? "";

const SENTENCES = {
  mark: () => gettext("Votre position sur le point %(number)s (%(words)s)"),
  ask: () => gettext("Votre demande de parole sur le point %(number)s"),
  leave: () => gettext("Votre renonciation à la parole sur le point %(number)s"),
};
const REFUSALS = {
  mark: () => gettext("Votre position sur le point %(number)s (%(words)s) n'a pas été enregistrée."),
  ask: () => gettext("Votre demande de parole sur le point %(number)s n'a pas été enregistrée."),
  leave: () => gettext("Votre renonciation à la parole n'a pas été enregistrée."),
};

/** Write the list of what waits and of what was refused, and the sign at each button. */
export function draw(list, entries) {
  list.hidden = !entries.length;
  const rows = document.createElement("ul");
  rows.append(...entries.map(row));
  const isSame = list.querySelector("ul")?.isEqualNode(rows);
  if (!isSame) list.replaceChildren(...(entries.length ? [rows] : []));
  for (const entry of entries) if (!entry.refusal) sign(entry.facts);
}

function row({ id, facts, refusal }) {
  const line = document.createElement("li");
  line.className = "notice";
  line.dataset.level = refusal ? "error" : "warning";
  const words = document.createElement("span");
  words.textContent = refusal ? refused(facts, refusal) : waits(facts);
  line.append(words, button(id, refusal));
  return line;
}

const waits = (facts) =>
  fill(gettext("%(what)s : en attente d'envoi."), {
    what: fill(SENTENCES[facts.kind](), facts),
  });

/** Of a point that is open to its giver no more, not even the number is said. */
function refused(facts, refusal) {
  if (refusal === "-") return gettext("Ce que vous avez donné sur un point qui ne vous est plus ouvert n'a pas été enregistré.");
  return `${fill(REFUSALS[facts.kind](), facts)} ${refusal}`;
}

function button(id, refusal) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.withdraw = id;
  made.textContent = refusal ? gettext("J'ai lu") : gettext("Retirer");
  return made;
}

/** Where the receipt of the server will stand, say that there is none yet. */
function sign({ kind, seat, words }) {
  const form = kind === "mark" && document.getElementById(`marks-${seat}`);
  const receipt = form && form.closest(".marks")?.querySelector(".saved");
  const told = fill(gettext("%(words)s : en attente d'envoi"), { words });
  if (receipt && receipt.textContent !== told) receipt.textContent = told;
}
