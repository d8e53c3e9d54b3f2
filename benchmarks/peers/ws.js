// A room on the `ws` package: every POST is sent to every socket, as its manual shows.
const http = require("http");
const { WebSocketServer, WebSocket } = require("ws");

const padding = process.env.PADDING;
let sent = 0;

const server = http.createServer((request, answer) => {
  if (request.method === "POST") publish();
  answer.writeHead(204).end();
});
const room = new WebSocketServer({ server, perMessageDeflate: false });

function publish() {
  sent += 1;
  const cursor = `<i id="cursor" hidden data-from="${sent - 1}" data-seq="${sent}"></i>`;
  const frame = `${cursor}<p>${padding}</p>`;
  for (const tablet of room.clients) {
    if (tablet.readyState === WebSocket.OPEN) tablet.send(frame);
  }
}

server.listen({ port: Number(process.env.PORT), host: "127.0.0.1", backlog: 4096 });
