/** Answers any JSON-RPC POST at the least cost Node can do it for; its URL is the first line of stdout. A process of its own. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { cannedAnswer } from './canned-answer.ts';

const lengthPattern = /content-length: *(\d+)/i;

const server = createServer({ noDelay: true }, (socket) => {
  let held = '';
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    held = answerRequests(socket, held === '' ? String(chunk) : held + chunk);
  });
});

/** Returns what is left of an unfinished request. */
function answerRequests(socket: Socket, received: string): string {
  let rest = received;
  for (;;) {
    const headEnd = rest.indexOf('\r\n\r\n');
    if (headEnd < 0) return rest;
    const head = rest.slice(0, headEnd);
    const bodyEnd = headEnd + 4 + Number(lengthPattern.exec(head)?.[1] ?? 0);
    if (rest.length < bodyEnd) return rest;
    socket.write(answerRequest(head, rest.slice(headEnd + 4, bodyEnd)), 'latin1');
    rest = rest.slice(bodyEnd);
    if (rest === '') return rest;
  }
}

function answerRequest(head: string, body: string): string {
  if (!head.startsWith('POST')) return 'HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n';
  const answer = cannedAnswer(body);
  if (answer === undefined) return 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n';
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`;
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
});
