// Two who write before y-websocket, with its own client. `POST /type?who=0&keys=1` types,
// `POST /fill` writes a day's paragraphs, `GET /number` says from where readers count.
const http = require("http");
const WebSocket = require("ws");
const Y = require("yjs");
const { WebsocketProvider } = require("y-websocket");

const LETTERS = "Le Conseil, où naît l'été à l'œuvre, a reçu l'exposé dès l'arrêté. ";
const url = `ws://127.0.0.1:${process.env.PAD}`;
const writers = [new Y.Doc(), new Y.Doc()].map((doc) => {
  const options = { WebSocketPolyfill: WebSocket, disableBc: true };
  const line = new WebsocketProvider(url, "minutes", doc, options);
  return { line, text: doc.getText("minutes"), typed: 0 };
});

function type(writer, keys) {
  for (let key = 0; key < keys; key += 1) {
    const letter = LETTERS[writer.typed % LETTERS.length];
    writer.text.insert(Math.min(writer.typed, writer.text.length), letter);
    writer.typed += 1;
  }
}

// What the second has received, the server has sent to everybody.
async function level() {
  const [first, second] = writers;
  while (first.text.length !== second.text.length) {
    await new Promise((go) => setTimeout(go, 10));
  }
}

async function fill(paragraphs, length) {
  const words = LETTERS.repeat(Math.ceil(length / LETTERS.length)).slice(0, length - 1);
  for (let rank = 0; rank < paragraphs; rank += 1) {
    writers[0].text.insert(writers[0].text.length, `${words}\n`);
    await level();
  }
}

const areIn = Promise.all(
  writers.map(({ line }) => new Promise((go) => line.once("sync", go))),
);

const server = http.createServer(async (request, answer) => {
  const asked = new URL(request.url, "http://127.0.0.1");
  const number = (name) => Number(asked.searchParams.get(name));
  await areIn;
  if (asked.pathname === "/type") type(writers[number("who")], number("keys"));
  if (asked.pathname === "/fill") await fill(number("paragraphs"), number("length"));
  if (asked.pathname === "/number") answer.writeHead(200).end("0");
  else answer.writeHead(204).end();
});
server.listen(Number(process.env.PORT), "127.0.0.1");
