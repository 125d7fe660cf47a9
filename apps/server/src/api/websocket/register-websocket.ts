import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { isForeignOrigin } from '../auth/origin-guard.ts';
import type { Hub } from './hub.ts';

const path = '/ws';
const maxMessageBytes = 64 * 1024;

interface WebSocketOptions {
  hub: Hub;
  allowedOrigins: readonly string[];
  /** Whether this address may open another connection now. */
  mayConnect(request: IncomingMessage): Promise<boolean>;
}

/** Answers upgrades at /ws; tickets travel in the first message, never in the URL. */
export function registerWebSocket(app: FastifyInstance, { hub, allowedOrigins, mayConnect }: WebSocketOptions): void {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  app.server.on('upgrade', (request, socket: Duplex, head) => {
    // Without a listener an error of a socket that is refused would end the process.
    socket.on('error', () => socket.destroy());
    const url = new URL(request.url ?? '/', 'http://lab');
    if (url.pathname !== path) return refuse(socket, 404, 'Not Found');
    if (url.search !== '') return refuse(socket, 400, 'Bad Request');
    if (isForeignOrigin(request.headers, allowedOrigins)) return refuse(socket, 403, 'Forbidden');
    mayConnect(request).then(
      (allowed) => {
        if (!allowed) refuse(socket, 429, 'Too Many Requests');
        else server.handleUpgrade(request, socket, head, (client) => hub.accept(client));
      },
      () => refuse(socket, 503, 'Service Unavailable'),
    );
  });
}

function refuse(socket: Duplex, status: number, text: string): void {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
