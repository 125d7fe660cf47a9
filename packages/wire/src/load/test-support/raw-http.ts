import type { AddressInfo, Server, Socket } from 'node:net';
import type { JsonObject } from '../../json.ts';

export const streamHead = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';

export const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

export const event = (members: JsonObject) =>
  `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...members })}\n\n`;

/** The result of the handshake. */
export const opening = (message: JsonObject): JsonObject => ({
  protocolVersion: (message.params as JsonObject).protocolVersion ?? null,
  capabilities: {},
  serverInfo: { name: 'raw', version: '1' },
});

/** Requests that come one after another on a bare socket, and are answered by whoever writes on it. */
export function readRequests(socket: Socket, onRequest: (head: string, body: string) => void): void {
  let held = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    held += bytes;
    const headEnd = held.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(held)?.[1] ?? 0);
    if (headEnd < 0 || held.length < headEnd + 4 + length) return;
    const [head, body] = [held.slice(0, headEnd), held.slice(headEnd + 4)];
    held = '';
    onRequest(head, body);
  });
}

/** Its port on the loopback address. `cleanups` gets what ends it and every connection in `sockets`. */
export async function listen(server: Server, sockets: Set<Socket>, cleanups: (() => unknown)[]): Promise<number> {
  server.on(server.listenerCount('secureConnection') > 0 ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
