/** Computes the checksum of a vote again, from the text that the page shows. */

const text = document.getElementById("proof-text");
const said = document.getElementById("proof-said");

/** Browsers give the means to compute to pages that came by HTTPS, or from this machine. */
const canCompute = () => Boolean(globalThis.crypto?.subtle);

async function sha256(words) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function isRight() {
  if ((await sha256(text.textContent)) !== text.dataset.checksum) return false;
  const listed = text.textContent.split("\n");
  for (const { dataset } of document.querySelectorAll("[data-recipe]")) {
    if ((await sha256(dataset.recipe)) !== dataset.receipt) return false;
    if (!listed.includes(`reçu: ${dataset.receipt}`)) return false;
  }
  return true;
}

async function verify() {
  if (!canCompute()) {
    said.textContent = said.dataset.cannot;
    return;
  }
  const right = await isRight();
  said.textContent = right ? said.dataset.right : said.dataset.wrong;
  said.classList.toggle("is-right", right);
  said.classList.toggle("is-wrong", !right);
}

if (text && said) verify();
