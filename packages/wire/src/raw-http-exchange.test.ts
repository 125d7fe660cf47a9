import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Session } from './connection.ts';
import { createTranscript } from './create-transcript.ts';
import type { OpenOptions } from './open-options.ts';
import { openSession } from './open-session.ts';
import type { Transcript } from './transcript.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
const answer = JSON.stringify({ jsonrpc: '2.0', id: 1, result: {} });
const crlf = (...lines: string[]) => lines.join('\r\n');
const sized = crlf('HTTP/1.1 200 OK', 'Content-Type: application/json', `Content-Length: ${answer.length}`, '', answer);

/** A peer that notes every byte and does with the connection what the test says. */
async function open(
  serve: (received: string, socket: Socket) => void,
  options: Partial<OpenOptions> = {},
): Promise<{ session: Session; transcript: Transcript; bytes: () => string; closed: Promise<unknown> }> {
  let bytes = '';
  const closed = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    // A reset is an error, a closed connection an end.
    socket.on('error', () => closed.resolve());
    socket.on('end', () => closed.resolve());
    socket.on('data', (chunk) => {
      bytes += chunk.toString('latin1');
      serve(bytes, socket);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const transcript = createTranscript();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp?x=1`;
  const session = await openSession(
    { kind: 'http', url, headers: { 'X-Key': 'k' } },
    { revision: '2026-07-28', transport: 'streamable-http', handshake: 'none', transcript, ...options },
  );
  cleanups.push(
    async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    () => session.close(),
  );
  return { session, transcript, bytes: () => bytes, closed: closed.promise };
}

const whenComplete = (response: string) => (received: string, socket: Socket) => {
  if (received.endsWith(call)) socket.write(response);
};

it('writes header values byte for byte, with the session headers, and records it all', async () => {
  const { session, transcript, bytes } = await open(whenComplete(sized));
  const raw = Buffer.from('nörd').toString('latin1');
  const reply = await session.rawExchange({
    body: call,
    headers: { 'Mcp-Param-Region': raw, Host: ['one.example', 'two.example'], 'Content-Length': null },
  });
  expect(reply).toMatchObject({ outcome: 'answered', status: 200, result: {}, contentType: 'application/json' });
  expect(bytes()).toMatch(/^POST \/mcp\?x=1 HTTP\/1\.1\r\n/);
  expect(bytes()).toContain('\r\nHost: one.example\r\nHost: two.example\r\n');
  expect(bytes()).toContain(`\r\nMcp-Param-Region: ${raw}\r\n`);
  expect(bytes()).toContain('\r\nX-Key: k\r\n');
  expect(bytes()).toContain('\r\nMcp-Method: ping\r\n');
  expect(bytes()).not.toContain('Content-Length');
  expect(transcript.frames.map(({ kind, direction }) => [kind, direction])).toEqual([
    ['http-request', 'sent'],
    ['message', 'sent'],
    ['http-response', 'received'],
    ['message', 'received'],
  ]);
});

it('reads chunked bodies, early hints and streams without a length', async () => {
  const chunks = crlf('5', answer.slice(0, 5), `${(answer.length - 5).toString(16)};x=y`, answer.slice(5), '0', '', '');
  const chunked = crlf('HTTP/1.1 103 Early Hints', '', 'HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', chunks);
  const { session } = await open(whenComplete(chunked));
  expect(await session.rawExchange({ body: call })).toMatchObject({ outcome: 'answered', result: {} });

  const events = crlf('HTTP/1.1 200 OK', 'Content-Type: text/event-stream', '', `data: ${answer}\n\n`);
  const streaming = await open((received, socket) => void (received.endsWith(call) && socket.end(events)));
  expect(await streaming.session.rawExchange({ body: call })).toMatchObject({ outcome: 'answered', result: {} });
});

it('sends in the pieces of the script, and can stop in the middle', async () => {
  const { session, bytes } = await open(whenComplete(sized));
  const reply = await session.rawExchange({
    body: call,
    script: ({ head, body }) => [
      { send: head },
      { send: body.subarray(0, 3) },
      { pauseMs: 1 },
      { send: body.subarray(3) },
    ],
  });
  expect(reply.outcome).toBe('answered');
  expect(bytes().endsWith(call)).toBe(true);

  const cut = await open(() => {});
  const reset = await cut.session.rawExchange({ body: call, script: ({ head }) => [{ send: head }, { reset: true }] });
  expect(reset).toMatchObject({ outcome: 'failed' });
  await cut.closed;
});

it('says what is wrong with an answer that is none', async () => {
  const { session } = await open(whenComplete('SSH-2.0-x\r\n\r\n'));
  const reply = await session.rawExchange({ body: call });
  expect(reply).toMatchObject({ outcome: 'failed', failure: 'malformed status line "SSH-2.0-x"' });
  const short = await open((received, socket) => void (received.endsWith(call) && socket.end(sized.slice(0, -1))));
  expect(await short.session.rawExchange({ body: call })).toMatchObject({
    outcome: 'failed',
    failure: 'the connection was closed before the response was complete',
  });
});

it('asks before it connects', async () => {
  const { session, bytes } = await open(() => {}, { checkAddress: () => 'off limits' });
  const reply = await session.rawExchange({ body: call });
  expect(reply.outcome).toBe('failed');
  expect(reply.failure).toContain('off limits');
  expect(bytes()).toBe('');
});

it('gives up in time, and when it is told to', async () => {
  const { session, closed } = await open(() => {});
  expect(await session.rawExchange({ body: call, timeoutMs: 50 })).toMatchObject({ outcome: 'silent' });
  await closed;
  const abort = new AbortController();
  const waiting = session.rawExchange({ method: 'GET', signal: abort.signal });
  abort.abort();
  expect(await waiting).toMatchObject({ outcome: 'failed', failure: 'aborted' });
});
