// Two who write before Etherpad, in its own protocol: a changeset on the last revision they
// know, and the next once theirs is accepted. `POST /type?who=0&keys=5` types, `POST /fill`
// writes a day's paragraphs, `GET /number` says at which revision the pad is.
const http = require("http");
const connect = require("socket.io-client");

const LETTERS = "Le Conseil, où naît l'été à l'œuvre, a reçu l'exposé dès l'arrêté. ";
const url = `http://127.0.0.1:${process.env.PAD}`;
const CHANGED = /^Z:([0-9a-z]+)([<>])([0-9a-z]+)/;

class Writer {
  constructor(rank) {
    this.typed = this.length = 0;
    this.revision = -1;
    this.waiting = null;
    const options = { transports: ["websocket"], query: { padId: "minutes" }, forceNew: true };
    this.line = connect(url, options);
    this.isIn = new Promise((go) => (this.enter = go));
    this.line.on("connect", () => this.come(rank));
    this.line.on("message", (message) => this.hear(message));
  }

  come(rank) {
    const who = { sessionID: null, token: `t.writer${rank}`, protocolVersion: 2 };
    this.say({ component: "pad", type: "CLIENT_READY", padId: "minutes", ...who });
  }

  say(message) {
    this.line.emit("message", message);
  }

  hear(message) {
    const { type, data } = message;
    if (message.disconnect) throw new Error(message.disconnect);
    if (type === "CLIENT_VARS") {
      this.author = data.userId;
      this.revision = data.collab_client_vars.rev;
      this.length = data.collab_client_vars.initialAttributedText.text.length;
      this.enter();
    } else if (type === "COLLABROOM" && data.type === "NEW_CHANGES") {
      const [, old, sign, by] = CHANGED.exec(data.changeset);
      const change = parseInt(by, 36) * (sign === ">" ? 1 : -1);
      this.length = parseInt(old, 36) + change;
      this.revision = data.newRev;
    } else if (type === "COLLABROOM" && data.type === "ACCEPT_COMMIT") {
      this.revision = data.newRev;
      this.length += this.waiting.size;
      this.waiting.accepted();
    }
  }

  // Put words at the top; resolves when the pad has accepted them.
  async write(words) {
    while (this.last) await this.last;
    const lines = words.endsWith("\n") ? "|1" : "";
    const size = words.length.toString(36);
    const operation = `*0${lines}+${size}`;
    const changeset = `Z:${this.length.toString(36)}>${size}${operation}$${words}`;
    const apool = { numToAttrib: { 0: ["author", this.author] }, nextNum: 1 };
    const data = { type: "USER_CHANGES", baseRev: this.revision, changeset, apool };
    this.last = new Promise((go) => {
      this.waiting = { size: words.length, accepted: go };
    });
    this.last.then(() => (this.last = null));
    this.say({ type: "COLLABROOM", component: "pad", data });
    return this.last;
  }

  async type(keys) {
    const at = this.typed % (LETTERS.length - keys);
    this.typed += keys;
    while (this.last) await this.last;
    this.write(LETTERS.slice(at, at + keys));
  }
}

const writers = [new Writer(0), new Writer(1)];

async function fill(paragraphs, length) {
  const words = LETTERS.repeat(Math.ceil(length / LETTERS.length)).slice(0, length - 1);
  for (let rank = 0; rank < paragraphs; rank += 1) await writers[0].write(`${words}\n`);
}

const server = http.createServer(async (request, answer) => {
  const asked = new URL(request.url, "http://127.0.0.1");
  const number = (name) => Number(asked.searchParams.get(name));
  await Promise.all(writers.map((writer) => writer.isIn));
  if (asked.pathname === "/type") await writers[number("who")].type(number("keys"));
  if (asked.pathname === "/fill") await fill(number("paragraphs"), number("length"));
  const revision = Math.max(...writers.map((writer) => writer.revision));
  if (asked.pathname === "/number") answer.writeHead(200).end(String(revision));
  else answer.writeHead(204).end();
});
server.listen(Number(process.env.PORT), "127.0.0.1");
