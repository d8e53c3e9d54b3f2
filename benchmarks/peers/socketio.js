// A room on socket.io: every POST is emitted to everybody, over WebSocket alone.
const http = require("http");
const { Server } = require("socket.io");

const padding = process.env.PADDING;
let sent = 0;

const server = http.createServer((request, answer) => {
  if (request.method === "POST") publish();
  answer.writeHead(204).end();
});
const room = new Server(server, { transports: ["websocket"] });

function publish() {
  sent += 1;
  const cursor = `<i id="cursor" hidden data-from="${sent - 1}" data-seq="${sent}"></i>`;
  room.emit("frame", `${cursor}<p>${padding}</p>`);
}

server.listen({ port: Number(process.env.PORT), host: "127.0.0.1", backlog: 4096 });
