/**
 * The secretary's desk: which item is written, what the regions say of its paragraphs,
 * what the tablet's log still holds, and which tab of the tablet writes.
 */

import { Chooser } from "./chooser.js";
import { askToSignIn } from "./notices.js";
import { openLog } from "./oplog.js";
import { Paragraph } from "./paragraph.js";
import { Pen } from "./pen.js";
import { Sheet } from "./sheet.js";
import { readersOf, standingOf } from "./standing.js";
import * as versions from "./versions.js";
import { fill, gettext } from "./words.js";

const ZONES = ["running", "private"];

/** Open the desk, where the page has one. */
export function start(room) {
  const section = document.getElementById("editor");
  if (section) new Desk(room, section).open();
}

class Desk {
  item = "";
  isReadOnly = true;
  paragraphs = new Map();
  #room;
  #section;
  #sheets;
  #chooser;
  #pen;
  #log;
  #urls;
  #status;
  #lastField = null;
  #seal;

  constructor(room, section) {
    [this.#room, this.#section] = [room, section];
    const { writeUrl, removeUrlTemplate, settleUrlTemplate } = section.dataset;
    this.#urls = {
      write: writeUrl,
      remove: (block) => removeUrlTemplate.replace("/0/", `/${block}/`),
      settle: (proposal) => settleUrlTemplate.replace("/0/", `/${proposal}/`),
    };
    this.#seal = room.dataset.seal ?? "";
    delete room.dataset.seal; // in memory only
    this.#pen = new Pen(`ecm-minutes-${this.#owner}`, () => this.#yield());
    this.#chooser = new Chooser(section, (item) => this.#turnTo(item));
    this.#sheets = ZONES.map((zone) => new Sheet(zone, place(section, zone), this));
    this.#status = addStatus(section);
    versions.start(section, this);
  }

  get #owner() {
    return `${this.#room.dataset.meeting}-${this.#room.dataset.user ?? ""}`;
  }

  /** Show what stands, and write if no other tab of this tablet does. */
  async open() {
    document.addEventListener("ecm:applied", ({ detail }) => this.#afterFrame(detail));
    document.addEventListener("click", ({ target }) => this.#insertFormula(target));
    document.addEventListener("keydown", (event) => this.#tapFormula(event));
    document.addEventListener("focusin", ({ target }) => this.#noteField(target));
    for (const moment of ["ecm:live", "visibilitychange"]) {
      document.addEventListener(moment, () => this.#wake());
    }
    addEventListener("online", () => this.#wake());
    this.#chooser.refresh();
    this.#turnTo(this.#chooser.current);
    if (await this.#pen.ask()) await this.#write();
    else this.#offerPen();
    this.#section.dataset.ready = "";
  }

  /** Take up what the log kept, and open the fields. */
  async #write() {
    const { meeting, user = "" } = this.#room.dataset;
    this.#log = await openLog({ meeting, writer: user, seal: this.#seal });
    const { records, sealed } = await this.#log.read();
    this.isReadOnly = false;
    this.paragraphs.clear();
    for (const record of records) this.create(record).recover(record);
    this.#hear(blocks());
    this.arrange();
    if (sealed) this.#say(gettext("Un texte gardé ici ne peut pas être relu : il reste."));
  }

  /** Another tab writes now: stop, once every word is on this tablet. */
  async #yield() {
    this.isReadOnly = true;
    await Promise.all([...this.paragraphs.values()].map((one) => one.stop()));
    this.paragraphs.clear();
    this.#hear(blocks());
    this.arrange();
    this.#offerPen();
  }

  #offerPen() {
    const bar = document.createElement("p");
    bar.className = "notice editor-elsewhere";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = gettext("Écrire dans cet onglet");
    button.addEventListener("click", async () => {
      button.disabled = true;
      await this.#pen.take();
      bar.remove();
      await this.#write();
    });
    bar.append(gettext("Le procès-verbal s'écrit dans un autre onglet."), " ", button);
    this.#section.prepend(bar);
  }

  // --- What the sheets ask of the desk.

  create(facts) {
    const { paragraphs } = this;
    const log = this.#log;
    const changed = (paragraph) => this.#show(paragraph);
    const paragraph = new Paragraph(facts, { log, urls: this.#urls, changed });
    paragraphs.set(paragraph.uid, paragraph);
    return paragraph;
  }

  drop(paragraph) {
    this.paragraphs.delete(paragraph.uid);
    this.arrange();
  }

  readers(seq) {
    return readersOf(seq);
  }

  // --- What the server's regions say.

  #afterFrame({ ids, snapshot }) {
    const isWhole = snapshot || ids.includes("minutes");
    this.#hear(isWhole ? blocks() : ids.map(blockById).filter(Boolean));
    this.#dropRemoved();
    if (ids.some((id) => id === "agenda" || id.startsWith("row-"))) this.#chooser.refresh();
    if (this.#chooser.mayFollow(this.#hasFocus)) this.#turnTo(this.#chooser.current);
    else this.arrange();
    if (ids.includes("presence")) this.paragraphs.forEach((one) => this.#show(one));
  }

  #hear(elements) {
    for (const element of elements) {
      const standing = standingOf(element);
      const known = this.paragraphs.get(standing.uid);
      (known ?? this.create(standing)).hear(standing);
    }
  }

  /** A paragraph taken out elsewhere goes, unless it holds words of mine. */
  #dropRemoved() {
    for (const paragraph of this.paragraphs.values()) {
      const { standing, isClean, proposal, block } = paragraph;
      const isGone = standing?.element && !document.getElementById(`block-${block}`);
      if (isGone && isClean && !proposal) this.paragraphs.delete(paragraph.uid);
    }
  }

  // --- What the secretary sees.

  get #hasFocus() {
    return this.#sheets.some((sheet) => sheet.hasFocus);
  }

  #turnTo(item) {
    this.item = item;
    this.#chooser.show(item);
    this.arrange();
  }

  arrange() {
    for (const sheet of this.#sheets) sheet.arrange();
  }

  #show(paragraph) {
    if (paragraph.state === "removed") return this.drop(paragraph);
    if (paragraph.state === "signed-out") askToSignIn();
    for (const sheet of this.#sheets) sheet.show(paragraph);
    this.#sumUp();
  }

  /** Say in one line what waits, and where, when something does. */
  #sumUp() {
    const all = [...this.paragraphs.values()];
    const waiting = all.filter(({ state }) => ["failed", "signed-out"].includes(state));
    const elsewhere = all.filter((one) => one.item !== this.item && isOpen(one));
    this.#chooser.mark(new Set(elsewhere.map(({ item }) => item)));
    const sentence = gettext("Paragraphes gardés sur cette tablette : %(count)s");
    this.#say(waiting.length ? fill(sentence, { count: waiting.length }) : "");
  }

  #say(words) {
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  #wake() {
    if (document.visibilityState === "hidden") return;
    for (const paragraph of this.paragraphs.values()) paragraph.wake();
  }

  // --- Stock formulas.

  #noteField(target) {
    if (target.matches(".edit-blocks textarea")) this.#lastField = target;
  }

  #insertFormula(target) {
    const button = target.closest?.("[data-formula]");
    if (!button || this.isReadOnly) return;
    const rows = this.#sheets.map((sheet) => this.#lastField && sheet.rowOf(this.#lastField));
    const row = rows.find((one) => one?.element.isConnected) ?? this.#sheets[0].last;
    row.insert(button.dataset.formula);
  }

  /** Alt and a digit, wherever the digits are on the keyboard. */
  #tapFormula(event) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (!digit || !event.altKey || event.ctrlKey || event.repeat) return;
    document.querySelectorAll("[data-formula]")[digit - 1]?.click();
  }
}

const blocks = () => document.querySelectorAll("#minutes li[id^=block-]");

const blockById = (id) => (id.startsWith("block-") ? document.getElementById(id) : null);

const isOpen = (paragraph) => !paragraph.isClean || paragraph.proposal !== null;

/** Return the list of a zone: where the page has put it, or at the end of the editor. */
function place(section, zone) {
  const known = document.querySelector(`ol.edit-blocks[data-zone="${zone}"]`);
  if (known) return known;
  const title = document.createElement("h2");
  title.className = "label";
  const titles = {
    running: gettext("Procès-verbal"),
    private: gettext("Notes privées du secrétariat"),
  };
  title.textContent = titles[zone];
  const list = document.createElement("ol");
  list.className = "edit-blocks";
  list.dataset.zone = zone;
  list.setAttribute("aria-label", title.textContent);
  section.append(title, list);
  return list;
}

function addStatus(section) {
  const status = document.createElement("p");
  status.className = "editor-status";
  status.setAttribute("role", "status");
  section.append(status);
  return status;
}
