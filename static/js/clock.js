/** The server's time, which alone is the Council's, kept between two frames. */

import { fill, gettext } from "./words.js";

let anchor = { server: Date.now(), local: performance.now() };
let offset = 0; // minutes from UTC, as the server writes its time

/** Set the clock by a time of the server, such as "2026-02-05T09:42:07+00:00". */
export function sync(iso) {
  const server = Date.parse(iso);
  if (Number.isNaN(server)) return;
  anchor = { server, local: performance.now() };
  const zone = /([+-])(\d\d):(\d\d)$/.exec(iso);
  offset = zone ? Number(`${zone[1]}1`) * (zone[2] * 60 + Number(zone[3])) : 0;
}

/** Return the server's time now, in milliseconds since 1970. */
export const now = () => anchor.server + performance.now() - anchor.local;

/** Return "09:42" for a time of the server, in the server's zone whatever the tablet's. */
export const hoursAndMinutes = (time) =>
  new Date(time + offset * 60_000).toISOString().slice(11, 16);

/** Return a time of the server as the server writes it, such as "…T09:42:07+00:00". */
export function stamp(time) {
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const zone = [hours, minutes].map((part) => String(part).padStart(2, "0")).join(":");
  const local = new Date(time + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${zone}`;
}

/** Return "4 min" or "1 h 12" with no-break spaces. */
export function elapsed(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return `${minutes}\u00a0min`;
  const rest = String(minutes % 60).padStart(2, "0");
  return `${Math.floor(minutes / 60)}\u00a0h\u00a0${rest}`;
}

/** Return "2 min 05 s" or "40 s" with no-break spaces. */
export function toTheSecond(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const rest = seconds % 60;
  if (seconds < 60) return `${rest}\u00a0s`;
  return `${Math.floor(seconds / 60)}\u00a0min\u00a0${String(rest).padStart(2, "0")}\u00a0s`;
}

/** Write how long a thing has lasted, or what is left of its `data-limit` in minutes. */
function paintSince(element, time) {
  const { since, limit, seconds } = element.dataset;
  const lasted = Math.max(0, time - Date.parse(since));
  if (!limit && seconds === undefined) return write(element, elapsed(lasted));
  if (!limit) return write(element, fill(gettext("depuis %(time)s"), { time: toTheSecond(lasted) }));
  const left = limit * 60_000 - lasted;
  const words = left < 0 ? gettext("temps dépassé de %(time)s") : gettext("reste %(time)s");
  element.classList.toggle("is-over", left < 0);
  write(element, fill(words, { time: toTheSecond(left) }));
}

/** Write the time on every clock, and on every thing that has lasted since. */
export function paint() {
  const time = now();
  for (const clock of document.querySelectorAll("[data-clock]")) {
    write(clock, hoursAndMinutes(time));
  }
  for (const since of document.querySelectorAll("time[data-since]")) {
    paintSince(since, time);
  }
  for (const end of document.querySelectorAll("[data-ends]")) {
    write(end, ending(end.dataset, time));
  }
  for (const line of document.querySelectorAll("progress[data-since]")) {
    line.value = Math.max(0, time - Date.parse(line.dataset.since)) / 60_000;
    line.classList.toggle("is-over", line.value >= line.max);
  }
}

const STEP = 5; // minutes: an hour that is foreseen is « vers 12 h 40 »
const MINUTE = 60_000;

/** Say when the meeting should end, by what was planned: as the server does. */
function ending({ due, rest, planned }, time) {
  const end = Math.max(Date.parse(due) || time, time) + Number(rest) * MINUTE;
  const late = Math.round((end - Date.parse(planned)) / MINUTE);
  const [hours, minutes] = hoursAndMinutes(
    Math.round(end / (STEP * MINUTE)) * STEP * MINUTE,
  ).split(":");
  const values = { end: `${Number(hours)}\u00a0h\u00a0${minutes}`, n: Math.abs(late) };
  if (Math.abs(late) < STEP) {
    return fill(gettext("fin prévue vers %(end)s, à l'heure"), values);
  }
  if (late > 0) {
    return fill(gettext("fin prévue vers %(end)s, %(n)s min de retard"), values);
  }
  return fill(gettext("fin prévue vers %(end)s, %(n)s min d'avance"), values);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Start ticking from a time of the server. */
export function start(iso) {
  sync(iso);
  paint();
  setInterval(paint, 1000);
  document.addEventListener("ecm:applied", paint);
}
