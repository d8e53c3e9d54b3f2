/**
 * The line to the server: one integer each way, and frames applied in order.
 * It must never carry a command: those go by HTTP (commands.js).
 */

import * as clock from "./clock.js";
import { Fallback } from "./fallback.js";
import { apply, judge, read } from "./frame.js";
import { Light } from "./light.js";
import { askToSignIn, leaveRoom, signedInAgain } from "./notices.js";

const HEARTBEAT = 10_000;
const SILENCE = 12_000;
const REPORT_GAP = 500;
const LONGEST_PAUSE = 8_000; // every tablet is back within 10 s of its server
const SIGNED_OUT = 4401;
const NO_SEAT = 4403;
const BAD_CLIENT = 4400;
const RELOAD_GAP = 60_000;

const lightOf = (room) => new Light(document.getElementById("light"), room.dataset.heard);

export class Line {
  #room;
  #light;
  #fallback;
  #socket = null;
  #cursor;
  #attempts = 0;
  #isDown = true;
  #isOver = false;
  #silence = 0;
  #retry = 0;
  #report = 0;
  #reportedAt = -Infinity;

  constructor(room, light = lightOf(room)) {
    this.#room = room;
    this.#cursor = Number(room.dataset.seq);
    this.#light = light;
    this.#fallback = new Fallback({
      address: () => `/seances/${room.dataset.meeting}/trame/?${this.#query}`,
      take: (html) => this.#take(html),
      polled: () => {
        light.polled();
        document.dispatchEvent(new CustomEvent("ecm:polled"));
      },
      signedOut: () => this.#end(SIGNED_OUT),
      gone: () => this.#end(NO_SEAT),
    });
  }

  /** Connect, and stay connected until the page is left. */
  start() {
    if (sessionStorage.getItem("ecm-role") === this.#room.dataset.role) {
      sessionStorage.removeItem("ecm-role"); // the page that was asked for is here
    }
    addEventListener("online", () => this.#open());
    document.addEventListener("visibilitychange", () => this.#wake());
    this.#open();
    this.#beat();
  }

  get #query() {
    const { view, language = "fr", role, release = "" } = this.#room.dataset;
    const page = `vue=${view}&langue=${language}&role=${role}&version=${release}`;
    return `curseur=${this.#cursor}&${page}`;
  }

  #open() {
    if (this.#isOver) return;
    this.#close();
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const path = `/ws/seances/${this.#room.dataset.meeting}/?${this.#query}`;
    const socket = new WebSocket(`${scheme}://${location.host}${path}`);
    socket.onopen = () => this.#send();
    socket.onmessage = ({ data }) => this.#heard(data);
    socket.onclose = ({ code }) => this.#lost(code);
    this.#socket = socket;
    this.#expectAnswer();
  }

  /** Let the socket go without waiting for a dead peer to agree. */
  #close() {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#silence = 0;
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  #heard(html) {
    clearTimeout(this.#silence);
    this.#silence = 0;
    this.#attempts = 0;
    this.#fallback.stop();
    this.#light.heard();
    if (this.#isDown) this.#up();
    this.#take(html);
  }

  #up() {
    this.#isDown = false;
    signedInAgain();
    document.dispatchEvent(new CustomEvent("ecm:live"));
  }

  #take(html) {
    const frame = read(html);
    if (frame.now) clock.sync(frame.now);
    if (this.#changeRoom(frame.role)) return;
    const verdict = judge(frame, this.#cursor);
    if (verdict === "ask") {
      this.#light.behind(true);
      this.#send();
    }
    if (verdict !== "apply") return;
    if (frame.cursor) this.#advance(frame.cursor.seq);
    if (!frame.cursor && !frame.regions.length) return; // a pulse
    apply(frame.regions, { snapshot: frame.cursor?.isSnapshot });
  }

  #advance(seq) {
    this.#light.behind(false);
    this.#cursor = seq;
    this.#room.dataset.seq = seq;
    if (this.#report) return;
    const wait = Math.max(0, this.#reportedAt + REPORT_GAP - performance.now());
    this.#report = setTimeout(() => this.#send(), wait);
  }

  #send() {
    clearTimeout(this.#report);
    this.#report = 0;
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#reportedAt = performance.now();
    this.#socket.send(String(this.#cursor));
    this.#expectAnswer();
  }

  #beat() {
    this.#send();
    setTimeout(() => this.#beat(), HEARTBEAT * (0.8 + 0.4 * Math.random()));
  }

  /** Anything counts as an answer; none in time means that the peer is dead. */
  #expectAnswer() {
    this.#light.waiting();
    this.#silence ||= setTimeout(() => this.#lost(1006), SILENCE);
  }

  #lost(code) {
    this.#close();
    this.#isDown = true;
    this.#light.waiting();
    if (code === SIGNED_OUT || code === NO_SEAT) return this.#end(code);
    if (code === BAD_CLIENT && this.#reload()) return;
    this.#fallback.start();
    const longest = Math.min(1000 * 2 ** this.#attempts++, LONGEST_PAUSE);
    this.#retry = setTimeout(() => this.#open(), Math.random() * longest);
  }

  /** Stop trying: only a person can mend this, by signing in or not at all. */
  #end(code) {
    this.#close();
    this.#fallback.stop();
    this.#isDown = true;
    this.#light.waiting();
    const isGone = code === NO_SEAT;
    document.dispatchEvent(new CustomEvent("ecm:ended", { detail: { isGone } }));
    if (code === SIGNED_OUT) return askToSignIn();
    this.#isOver = true;
    leaveRoom();
  }

  /** Reload a page too old for its server, once a minute at most. */
  #reload() {
    const last = Number(sessionStorage.getItem("ecm-reloaded"));
    if (Date.now() - last < RELOAD_GAP) return false;
    sessionStorage.setItem("ecm-reloaded", Date.now());
    location.reload();
    return true;
  }

  /** Whoever takes or gives back the conduct gets the other page: once, never in a loop. */
  #changeRoom(role) {
    if (!role || role === this.#room.dataset.role) return false;
    if (sessionStorage.getItem("ecm-role") === role) return false;
    sessionStorage.setItem("ecm-role", role);
    this.#isOver = true;
    this.#close();
    location.reload();
    return true;
  }

  #wake() {
    if (document.visibilityState !== "visible") return;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#send();
    else this.#open();
  }
}
