/**
 * Messages between members while they are permitted: each page fetches its own, and says a
 * new one without moving the focus. The region `#messages` only says that they are on.
 */

import { put, read } from "./frame.js";
import { askToSignIn } from "./notices.js";
import { token } from "./post.js";
import { fill, gettext } from "./words.js";

let url;
let wanted = 0; // the newest reason to fetch; an older answer is thrown away
let answered = ""; // the thread to show once it has the message just sent
let known = null; // what was new at the last look, by thread

/** Keep the button, its count and the panel true. */
export function start(room) {
  if (!panel()) return;
  url = `/seances/${room.dataset.meeting}/messages/`;
  document.addEventListener("ecm:applied", ({ detail: { ids, snapshot } }) => {
    if (snapshot || ids.includes("messages")) draw();
    if (snapshot || ids.includes("messages") || ids.includes("messages-changed")) refresh();
  });
  // What came while the line was down is in no frame.
  for (const moment of ["ecm:live", "ecm:polled"]) document.addEventListener(moment, refresh);
  document.addEventListener("click", press);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  document.addEventListener("toggle", ({ target }) => isOpen(target) && noteRead(target), true);
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (target.id !== "message" || detail.xhr.status !== 204) return;
    answered = `thread-${target.elements.ends.value.replace(" ", "-")}`;
    target.reset();
    refresh();
  });
  draw();
  refresh();
}

const panel = () => document.getElementById("messages-panel");
const opener = () => document.getElementById("messages-open");
const areOn = () => "on" in document.getElementById("messages").dataset;
const isOpen = (element) => element.matches?.(".thread[open]") && !panel().hidden;

/** Stopped, everything leaves the page at once. */
function draw() {
  opener().hidden = !areOn();
  for (const choice of document.querySelectorAll("[data-messages]")) {
    choice.hidden = (choice.dataset.messages === "on") !== areOn();
  }
  if (areOn()) return;
  close();
  wanted += 1;
  known = null;
  document.getElementById("own-messages").replaceChildren();
  document.getElementById("messages-said").textContent = "";
}

function press({ target }) {
  if (target.closest("#messages-open")) return panel().hidden ? open() : close();
  if (target.closest("[data-close-messages]")) return close();
  const answer = target.closest("[data-answer]")?.closest(".thread");
  if (!answer) return undefined;
  document.getElementById("message-to").value = `${answer.dataset.box} ${answer.dataset.other}`;
  return document.getElementById("message-text").focus();
}

function open() {
  panel().hidden = false;
  opener().setAttribute("aria-expanded", "true");
  panel().focus();
  for (const thread of document.querySelectorAll(".thread[open]")) noteRead(thread);
}

function close() {
  if (panel().hidden) return;
  const hadFocus = panel().contains(document.activeElement);
  panel().hidden = true;
  opener().setAttribute("aria-expanded", "false");
  if (hadFocus) opener().focus({ preventScroll: true });
}

async function refresh() {
  if (!areOn()) return;
  const reason = ++wanted;
  const headers = { "HX-Request": "true" };
  const response = await fetch(url, { headers, cache: "no-store" }).catch(() => null);
  if (response?.redirected) return askToSignIn();
  if (!response?.ok) return;
  const html = await response.text();
  if (reason !== wanted || !areOn()) return;
  for (const region of read(html).regions) put(region, { snapshot: true });
  tell();
  const own = answered && document.getElementById(answered);
  if (own) [own.open, answered] = [true, ""];
  for (const thread of document.querySelectorAll(".thread[open]")) {
    if (isOpen(thread)) noteRead(thread);
  }
}

/** Write the count; say the name of whoever has written since the last look. */
function tell() {
  const threads = [...document.querySelectorAll(".thread")];
  const unread = Number(document.getElementById("own-messages").dataset.unread);
  const count = document.getElementById("messages-new");
  count.hidden = !unread;
  count.textContent = unread;
  const words = fill(gettext("Messages : %(count)s à lire"), { count: unread });
  opener().setAttribute("aria-label", unread ? words : gettext("Messages"));
  const said = threads.find((one) => one.dataset.new > (known?.get(one.id) ?? 0));
  if (said) {
    const name = fill(gettext("Nouveau message : %(name)s."), { name: said.dataset.name });
    document.getElementById("messages-said").textContent = name;
  }
  known = new Map(threads.map((one) => [one.id, Number(one.dataset.new)]));
}

/** What is open before the reader's eyes is read. */
async function noteRead({ dataset: { box, other, last, new: unread } }) {
  if (!Number(unread)) return;
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const body = new URLSearchParams({ box, other, until: last });
  const options = { method: "POST", headers, body };
  const response = await fetch(`${url}lus/`, options).catch(() => null);
  if (response?.status === 204) refresh();
}
