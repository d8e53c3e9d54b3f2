/** What a person sees of a file on its way: how far it is, in words, and what to do. */

import { digest, markOf } from "./bookmarks.js";
import { Transfer } from "./transfer.js";
import { fill, gettext } from "./words.js";

const MEGA = 1_000_000;
const SIGNED_OUT = 401;

export class Sending {
  #root;
  #ended;
  #transfer;
  #isCut = false;

  /** `root` is the field; `ended` is called when nothing more is under way. */
  constructor(root, ended = () => {}) {
    [this.#root, this.#ended] = [root, ended];
  }

  /** Return a word for the form, the same after a reload. */
  get place() {
    const form = this.#root.closest("form");
    const action = form.getAttribute("hx-post") ?? form.getAttribute("action") ?? "";
    return digest(new URL(action, location.href).pathname);
  }

  /** Send the chosen file; `done` is called with its identity. */
  start(done) {
    const [file] = this.#root.querySelector("input[type=file]").files;
    this.arrives = (identity) => {
      this.#stop();
      this.say(gettext("Le fichier est arrivé. Vérification…"));
      done(identity);
    };
    this.#transfer = new Transfer(file, {
      endpoint: this.#root.dataset.upload,
      mark: markOf(this.place, file),
      tells: this,
    });
    this.#part("state").hidden = false;
    this.progress(0, file.size);
    this.say(gettext("Envoi en cours."));
    this.#draw();
    this.#transfer.start();
    if (!navigator.onLine) this.cut();
  }

  progress(sent, total) {
    const bar = this.#root.querySelector("progress");
    [bar.max, bar.value] = [total, sent];
    this.#part("words").textContent = howFar(sent, total);
  }

  waits(words) {
    const silent = gettext("Le serveur ne répond pas : l'envoi reprendra seul.");
    this.say(words || silent, "warning");
  }

  resumes() {
    this.say(gettext("Reprise…"));
    this.#draw();
  }

  fails(status, words) {
    const signedOut = gettext(
      "Votre connexion a pris fin. Reconnectez-vous, puis choisissez de nouveau le fichier : l'envoi reprendra où il en était.",
    );
    const other = gettext(
      "Le fichier n'a pas pu être envoyé. Rechargez la page, puis recommencez.",
    );
    this.#stop();
    this.say(words || (status === SIGNED_OUT ? signedOut : other), "error");
  }

  /** The tablet has no network any more. */
  cut() {
    if (this.#transfer.isPaused) return;
    this.#isCut = true;
    this.#transfer.pause();
    this.say(gettext("Pas de réseau : l'envoi reprendra seul."), "warning");
  }

  /** The network is back; what a person suspended stays so. */
  mend() {
    if (this.#isCut) this.#transfer.resume();
    this.#isCut = false;
  }

  toggle() {
    this.#isCut = false;
    if (this.#transfer.isPaused) {
      this.#transfer.resume();
    } else {
      this.#transfer.pause();
      this.say(gettext("Envoi suspendu."));
    }
    this.#draw();
  }

  giveUp() {
    this.#transfer.giveUp();
    this.#stop();
    this.say(gettext("Envoi annulé."));
  }

  /** Announce what changed; how far it is changes too often to be read aloud. */
  say(words, level = "") {
    const said = this.#part("said");
    said.dataset.level = level;
    said.textContent = words;
  }

  #stop() {
    this.#part("state").hidden = true;
    this.#ended();
  }

  #draw() {
    this.#part("pause").textContent = this.#transfer.isPaused
      ? gettext("Reprendre l'envoi")
      : gettext("Suspendre l'envoi");
  }

  #part(name) {
    return this.#root.querySelector(`[data-upload-${name}]`);
  }
}

/** Say « 12 Mo sur 60 Mo ». */
export const howFar = (sent, total) =>
  fill(gettext("%(sent)s Mo sur %(total)s Mo"), {
    sent: inMega(sent),
    total: inMega(total),
  });

function inMega(octets) {
  const size = octets / MEGA;
  const digits = { maximumFractionDigits: size < 10 ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, digits).format(size);
}
