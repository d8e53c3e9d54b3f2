/** On the page of a sealed vote's proof: the receipts that this tablet alone has kept. */

import { receiptsOf } from "./keybox.js";

const list = document.getElementById("kept-receipts");

async function draw() {
  const { ballot, found, missing } = list.dataset;
  const lines = document.getElementById("proof-text").textContent.split("\n");
  const receipts = await receiptsOf(ballot);
  list.replaceChildren(
    ...receipts.map((receipt) => {
      const [line, code, words] = ["li", "code", "p"].map((tag) => document.createElement(tag));
      code.textContent = receipt;
      words.textContent = lines.includes(`reçu: ${receipt}`) ? found : missing;
      line.append(code, words);
      return line;
    }),
  );
  document.getElementById("kept").hidden = !receipts.length;
}

if (list) draw();
