/** Two texts of one paragraph, side by side, until a person has chosen. */

import { fill, gettext } from "./words.js";

/** Return the other texts of a paragraph as [{ id, text, author, isMine }]. */
export function others({ proposal, standing }) {
  if (!standing) return [];
  const mine = proposal ? [{ id: proposal.id, text: standing.text, isMine: true }] : [];
  const theirs = standing.others.filter(({ id }) => id !== proposal?.id);
  return [...mine, ...theirs.map((other) => ({ ...other, isMine: false }))];
}

/** Show or refresh the panels in a row; `merge(text)` adds words to what is typed there. */
export function show(row, paragraph, merge) {
  const all = others(paragraph);
  for (const panel of row.querySelectorAll(".proposal")) {
    if (!all.some(({ id }) => String(id) === panel.dataset.proposal)) panel.remove();
  }
  for (const other of all) {
    const old = row.querySelector(`.proposal[data-proposal="${other.id}"]`);
    const panel = old ?? row.appendChild(makePanel(other.id));
    panel.querySelector(".label").textContent = titleOf(other);
    panel.querySelector(".prose").textContent = other.text;
    for (const button of panel.querySelectorAll("button")) {
      button.disabled = !paragraph.isClean; // what is typed must be safe first
      button.onclick = () => choose(button.dataset.choice, paragraph, other, merge);
    }
  }
}

function choose(choice, paragraph, { id, text, isMine }, merge) {
  if (choice === "both") return merge(text);
  // The server's text stands until it is replaced: to keep it is to drop the proposal.
  const keepsStanding = (choice === "mine") !== isMine;
  const chosen = isMine ? paragraph.text : text;
  paragraph.settle(id, {
    text: keepsStanding ? null : chosen,
    standing: paragraph.standing,
  });
}

function titleOf({ author }) {
  if (!author) return gettext("Une autre personne a écrit en même temps");
  return fill(gettext("%(author)s a écrit en même temps"), { author });
}

function makePanel(id) {
  const panel = document.createElement("div");
  panel.className = "proposal";
  panel.dataset.proposal = id;
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", gettext("Autre rédaction"));
  const label = document.createElement("p");
  label.className = "label";
  const prose = document.createElement("p");
  prose.className = "prose";
  prose.lang = "fr";
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  buttons.append(
    makeButton("mine", gettext("Garder le mien")),
    makeButton("other", gettext("Garder l'autre")),
    makeButton("both", gettext("Fusionner")),
  );
  panel.append(label, prose, buttons);
  return panel;
}

function makeButton(choice, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.choice = choice;
  button.textContent = words;
  return button;
}
