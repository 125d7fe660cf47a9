import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authorizationFailure } from './authorization-failure.ts';

const path = '/callback';
const page = (text: string) =>
  `<!doctype html><meta charset="utf-8"><title>MCP Reliability Lab</title><p>${text} You can close this page.</p>`;

export interface RedirectListener {
  redirectUri: string;
  /** The first answer that comes. Rejects when the signal is aborted. */
  answer: Promise<URL>;
  close(): Promise<void>;
}

/** Waits on the loopback address for the browser to come back from the authorization server. Port 0 takes a free one. */
export async function listenForRedirect(port: number, signal: AbortSignal): Promise<RedirectListener> {
  const answered = Promise.withResolvers<URL>();
  // Whoever does not wait for it any more is not to be bothered.
  answered.promise.catch(() => undefined);
  const server = createServer((request, response) => {
    const url = readUrl(request);
    const isAnswer = request.method === 'GET' && url?.pathname === path && url.searchParams.size > 0;
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    };
    response.writeHead(isAnswer ? 200 : 404, headers);
    response.end(page(isAnswer ? 'The answer has arrived.' : 'There is nothing here.'));
    if (isAnswer) answered.resolve(url);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(authorizationFailure(`port ${port} on 127.0.0.1: ${error.message}`)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  const onAbort = () => answered.reject(authorizationFailure('nobody agreed in the browser in time'));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    redirectUri: `http://127.0.0.1:${actualPort}${path}`,
    answer: answered.promise,
    async close() {
      signal.removeEventListener('abort', onAbort);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** A page that was rebound to this address shows by its Host. */
function readUrl({ url, headers, socket }: IncomingMessage): URL | null {
  if (headers.host !== `127.0.0.1:${socket.localPort}`) return null;
  return URL.parse(url ?? '', `http://127.0.0.1:${socket.localPort}`);
}
