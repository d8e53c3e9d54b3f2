/** What the regions say of a paragraph: its text on the server, and who has read it. */

/** Read `<li id="block-12" data-uid data-version …>` of the minutes. */
export function standingOf(element) {
  const { uid, version, item = "", zone, position, seq } = element.dataset;
  const others = [...element.querySelectorAll(".proposal")].map((other) => ({
    id: Number(other.dataset.proposal),
    author: other.querySelector(".label")?.textContent ?? "",
    text: wordsOf(other, ".prose"),
  }));
  return {
    element,
    uid,
    item,
    zone,
    others,
    block: Number(element.id.replace("block-", "")),
    text: wordsOf(element, ".text"),
    version: Number(version),
    position: Number(position),
    seq: Number(seq),
    proposals: others.map(({ id }) => id),
  };
}

/** The words of a block or of a proposal, to the letter. */
const wordsOf = (element, place) => element.querySelector(place)?.textContent ?? "";

/** Return how many tablets are at `seq` or after, by `<span id="presence" data-cursors>`. */
export function readersOf(seq) {
  const cursors = document.getElementById("presence")?.dataset.cursors ?? "";
  return cursors
    .split(" ")
    .map((pair) => pair.split(":").map(Number))
    .reduce((sum, [cursor, count]) => sum + (cursor >= seq ? count : 0), 0);
}
