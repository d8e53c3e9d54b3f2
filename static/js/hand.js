/**
 * My own hand: whether I wait for the floor, at which rank, or have it. The region of the
 * floor is the same for a whole audience; what is mine in it is found here.
 */

import { paint } from "./clock.js";
import { fill, gettext } from "./words.js";

let speaker = null; // the seat that had the floor when it was last said

/** Keep `#hand` true to `#floor`, and say aloud when the floor changes. */
export function start() {
  const floor = document.getElementById("floor");
  if (!floor) return;
  speaker = floor.dataset.speaker ?? "";
  draw();
  document.addEventListener("ecm:applied", ({ detail: { ids, snapshot } }) => {
    if (!snapshot && !ids.includes("floor")) return;
    draw();
    announce();
  });
}

/** Write my rank and show the button of what I may do now, for each of my seats. */
export function draw() {
  const hand = document.getElementById("hand");
  const floor = document.getElementById("floor");
  if (!hand || !floor) return;
  const voices = hand.querySelectorAll(".voice");
  hand.hidden = floor.hidden || !voices.length;
  if (!hand.hidden) voices.forEach((voice) => drawVoice(voice, floor.dataset));
  paint();
}

function drawVoice(voice, { waiting = "", closed, speaker: speaking, started, minutes }) {
  const { seat } = voice.dataset;
  const rank = waiting.split(" ").indexOf(seat) + 1;
  const isSpeaking = speaking === seat;
  voice.classList.toggle("is-speaking", isSpeaking);
  write(voice.querySelector(".words"), wordsOf({ isSpeaking, rank, closed }));
  drawTime(voice.querySelector(".left"), isSpeaking && started, minutes);
  const act = isSpeaking ? "end" : rank ? "leave" : closed ? "" : "ask";
  showOnly(voice, act);
}

function wordsOf({ isSpeaking, rank, closed }) {
  if (isSpeaking) return gettext("Vous avez la parole");
  if (rank === 1) return gettext("Vous êtes le prochain à parler");
  if (rank) return fill(gettext("Vous êtes %(rank)se sur la liste"), { rank });
  return closed ? gettext("La liste des demandes de parole est close") : "";
}

function drawTime(time, started, minutes) {
  time.hidden = !started;
  if (!started) return time.removeAttribute("data-since");
  time.dataset.since = started;
  if (minutes) time.dataset.limit = minutes;
  else time.dataset.seconds = "";
}

/** One button at a time, in the same place; the focus goes with it. */
function showOnly(voice, act) {
  const buttons = [...voice.querySelectorAll("[data-act]")];
  const hadFocus = buttons.includes(document.activeElement);
  for (const button of buttons) button.hidden = button.dataset.act !== act;
  if (hadFocus) buttons.find(({ hidden }) => !hidden)?.focus({ preventScroll: true });
}

function announce() {
  const floor = document.getElementById("floor");
  const now = floor.dataset.speaker ?? "";
  if (now === speaker) return;
  speaker = now;
  const name = floor.querySelector(".floor-speaker strong")?.textContent;
  const words = name
    ? fill(gettext("La parole est à %(name)s."), { name })
    : gettext("L'intervention est terminée.");
  write(document.getElementById("floor-said"), floor.hidden ? "" : words);
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}
