/**
 * My part in a sealed vote: my ballot, and my key where I am one of its two officers. It is
 * fetched by me alone; what an envelope holds must never be written in the page.
 */

import { put, read } from "./frame.js";
import { newKey } from "./key.js";
import { destroyPair, findPair, findReceipt, heldPairs, keepPair, keepReceipt } from "./keybox.js";
import { askToSignIn } from "./notices.js";
import { post } from "./post.js";
import { canSeal, count, fingerprint, makePair, publicHalf, sealBallot, unseal } from "./sealing.js";
import { fill, gettext } from "./words.js";

const ACTS = { give, unseal: openOuter, count: openInner };
let drawn = ""; // the state of the vote for which my part was fetched
let isBusy = false;
let farewell = { ballot: "", words: "" }; // said of a key that left, while its vote is shown

const own = () => document.getElementById("sealed");
const state = () => document.getElementById("sealed-vote")?.dataset.key ?? "";

/** Keep `#sealed` true to the vote, and act on its buttons. */
export async function start() {
  if (!own()) return;
  document.addEventListener("ecm:applied", () => state() !== drawn && refresh());
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("#sealed [data-seal-act]");
    if (button) once(() => ACTS[button.dataset.sealAct](button.dataset.layer));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#sealed form")) return;
    event.preventDefault();
    once(() => vote(event.target));
  });
  if (state() || (await heldPairs()).length) refresh();
}

/** One act at a time: the second tap of a finger seals no second ballot. */
async function once(act) {
  if (isBusy) return;
  isBusy = true;
  try {
    await act();
  } catch {
    say(gettext("Cette tablette n'a pas pu le faire : rien n'est parti. Réessayez."));
  } finally {
    isBusy = false;
  }
}

async function refresh(words = "") {
  drawn = state();
  const response = await fetch(own().dataset.url).catch(() => null);
  if (response?.redirected) return askToSignIn();
  if (!response?.ok) return say(gettext("Non transmis. Touchez de nouveau pour réessayer."));
  const [fresh] = read(await response.text()).regions;
  if (fresh) put(fresh, { snapshot: true });
  const destroyed = await destroyWhatIsOver();
  await draw();
  // The frame of the count may come after the answer to it: what was said stays said.
  const { ballot = "" } = own().dataset;
  const gone = gettext("Votre clé de ce vote est détruite sur cette tablette.");
  if (destroyed) farewell = { ballot, words: gone };
  say(words || (farewell.ballot === ballot ? farewell.words : ""));
}

/** The keys of votes that are counted or annulled leave this tablet. */
async function destroyWhatIsOver() {
  const over = (own().dataset.over ?? "").split(" ");
  let destroyed = 0;
  for (const { ballot, layer } of await heldPairs()) {
    if (over.includes(ballot)) destroyed += await destroyPair(ballot, layer);
  }
  return destroyed;
}

/** Show what depends on this tablet alone: whether it has my key, and my receipts. */
async function draw() {
  for (const part of own().querySelectorAll("[data-officer]")) {
    const isHere = !!(await myPair(part.dataset.officer).catch(() => null));
    for (const one of part.querySelectorAll("[data-when]")) {
      one.hidden = (one.dataset.when === "here") !== isHere;
    }
  }
  for (const part of own().querySelectorAll("[data-receipt]")) await drawReceipt(part);
  for (const one of own().querySelectorAll("[data-needs-https]")) one.hidden = canSeal();
  for (const one of own().querySelectorAll("[data-needs-seal]")) one.disabled = !canSeal();
}

/** Return my pair of a layer if it is the one that was given: another opens nothing. */
async function myPair(layer) {
  const pair = await findPair(own().dataset.ballot, layer);
  const given = own().querySelector(`[data-officer=${layer}]`).dataset.fingerprint;
  if (pair && (await fingerprint(await publicHalf(pair))) === given) return pair;
  throw new Error(layer);
}

async function drawReceipt(part) {
  const receipt = await findReceipt(own().dataset.ballot, part.dataset.receipt);
  part.hidden = !receipt;
  part.querySelector("code").textContent = receipt;
  const published = [...document.querySelectorAll("#sealed-digests code")];
  const isFound = published.some(({ textContent }) => textContent === receipt);
  part.querySelector("[data-found]").hidden = !published.length || !isFound;
  part.querySelector("[data-missing]").hidden = !published.length || isFound;
}

async function give(layer) {
  const { ballot, keyUrl } = own().dataset;
  const pair = await makePair();
  await keepPair(ballot, layer, pair);
  await send(keyUrl, { layer, public: JSON.stringify(await publicHalf(pair)) });
}

async function vote(form) {
  const { ballot, castUrl, inner, outer } = own().dataset;
  const choice = new FormData(form).get("choice");
  const keys = { inner: JSON.parse(inner), outer: JSON.parse(outer) };
  const { envelope, receipt } = await sealBallot(choice, keys, ballot);
  const { seat } = form.dataset;
  const isKept = await send(castUrl, { seat, sealed: envelope }, () =>
    keepReceipt(ballot, seat, receipt),
  );
  if (isKept) form.reset();
}

async function openOuter() {
  const { ballot, envelopesUrl, unsealUrl } = own().dataset;
  const pair = await myPair("outer");
  const { inner, broken } = await unseal(await envelopes(envelopesUrl), pair, ballot);
  await send(unsealUrl, { inner: inner.join(" ") }, () => broken && wordsOfVoid(broken));
}

async function openInner() {
  const { ballot, envelopesUrl, countUrl } = own().dataset;
  const pair = await myPair("inner");
  const found = await count(await envelopes(envelopesUrl), pair, ballot);
  const totals = {
    votes_for: found.for,
    votes_against: found.against,
    abstentions: found.abstention,
    void: found.void,
  };
  await send(countUrl, totals, () => found.void && wordsOfVoid(found.void));
}

const wordsOfVoid = (number) =>
  fill(gettext("Bulletins mal formés, comptés nuls : %(number)s."), { number });

async function envelopes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.status);
  return (await response.json()).envelopes;
}

/** Post, and say how it ended; `then` returns words to say when it is done. */
async function send(url, fields, then = () => "") {
  const { end, message } = await post(url, fields, newKey());
  if (end === "signed-out") askToSignIn();
  if (end === "done") {
    const words = await then();
    await refresh(typeof words === "string" ? words : "");
    return true;
  }
  say(message ?? gettext("Non transmis. Touchez de nouveau pour réessayer."));
  return false;
}

function say(words) {
  const said = document.getElementById("sealed-said");
  if (said) said.textContent = words;
}
