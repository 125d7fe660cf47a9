import { createServer as createTlsHttpServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { bareServerPath } from '@mcp-lab/fixtures';
import { createCertificate } from '@mcp-lab/fixtures/bare/http/create-certificate';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Revision } from '../revision.ts';
import { startTestServer } from '../start-test-server.ts';
import type { LoadSession, LoadSessionOptions } from './load-session.ts';
import { openLoadSession } from './open-load-session.ts';
import { callAll, tally } from './test-support/call-all.ts';
import { chunk, event, listen, opening, readRequests, streamHead } from './test-support/raw-http.ts';
import { startBare } from './test-support/start-bare.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(url: string, options: Partial<LoadSessionOptions> = {}, headers = {}): Promise<LoadSession> {
  const session = await openLoadSession(
    { kind: 'http', url, headers },
    {
      revision: '2025-11-25',
      transport: 'streamable-http',
      requestTimeoutMs: 20_000,
      openingTimeoutMs: 20_000,
      ...options,
    },
  );
  cleanups.push(() => session.close());
  return session;
}

/** What a server on a bare socket does with one request; it writes every byte itself. */
type Answer = (socket: Socket, message: JsonObject, head: string) => void;

/** A server on bare sockets that opens well and then answers calls as it is told. */
async function startRaw(
  answer: Answer,
): Promise<{ url: string; heads: string[]; calls: number[]; sockets: Set<Socket> }> {
  const heads: string[] = [];
  const calls: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    readRequests(socket, (head, body) => {
      heads.push(head);
      const message = (body === '' ? {} : JSON.parse(body)) as JsonObject;
      if (message.method === 'initialize') socket.write(sized({ id: message.id ?? null, result: opening(message) }));
      else if (message.id === undefined || message.method === undefined) socket.write(accepted);
      else {
        calls.push(Number(message.id));
        answer(socket, message, head);
      }
    });
  });
  const port = await listen(server, sockets, cleanups);
  return { url: `http://127.0.0.1:${port}/mcp?a=b`, heads, calls, sockets };
}

const accepted = 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n';
const sized = (members: JsonValue, headers = ''): string => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...(members as JsonObject) });
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nMcp-Session-Id: s1\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};
const good = ({ id }: JsonObject, headers?: string) =>
  sized({ id: id ?? null, result: { content: [], é: 'ü' } }, headers);

/** One byte at a time, each in a turn of its own. */
function drip(socket: Socket, text: string): void {
  const bytes = Buffer.from(text);
  const next = (at: number): void => {
    if (at < bytes.length && !socket.destroyed)
      socket.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
  };
  next(0);
}

describe('a sound server', () => {
  test('carries calls at every revision that has this transport', async () => {
    const url = await startBare(bareServerPath, cleanups);
    for (const revision of ['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'] satisfies Revision[]) {
      const session = await open(url, { revision });
      const echo = session.prepare('tools/call', { name: 'echo', arguments: { text: 'é $n' } });
      const answers = await callAll(session, echo, 100, 10);
      expect(tally(answers)).toEqual({ 'ok: ': 100 });
      for (const { sentNs, firstByteNs, endedNs, bytesSent, bytesReceived } of answers) {
        expect(firstByteNs).toBeGreaterThanOrEqual(sentNs);
        expect(endedNs).toBeGreaterThanOrEqual(firstByteNs ?? Number.POSITIVE_INFINITY);
        expect(bytesSent).toBeGreaterThan(200);
        expect(bytesReceived).toBeGreaterThan(100);
      }
      expect(session.inFlight).toBe(0);
      expect(await session.close()).toMatchObject({ needed: 'http', orphans: 0 });
      expect(tally(await callAll(session, echo, 2))).toEqual({ 'cancelled: the session was closed': 2 });
    }
  });

  test('of the official SDK carries them in both eras, and refuses what it does not know', async () => {
    const server = await startHttpServer();
    cleanups.push(() => server.close());
    for (const revision of ['2025-11-25', '2026-07-28'] as const) {
      const session = await open(server.url, { revision });
      const add = session.prepare('tools/call', { name: 'add', arguments: { a: '$n', b: '$vu' } });
      expect(tally(await callAll(session, add, 40, 8))).toEqual({ 'ok: ': 40 });
      const unknown = session.prepare('nope', {});
      expect(tally(await callAll(session, unknown, 2))).toEqual({
        'protocol_error: error -32601: Method not found': 2,
      });
    }
  });

  test('gets the headers of its era, session and user on as many connections as calls are under way', async () => {
    const server = await startRaw((socket, message) => setImmediate(() => socket.write(good(message))));
    const session = await open(server.url, {}, { Authorization: 'Bearer x', accept: 'application/json' });
    expect(tally(await callAll(session, session.prepare('ping', {}), 60, 6))).toEqual({ 'ok: ': 60 });
    expect(server.sockets.size).toBe(6);
    const last = server.heads.at(-1)?.split('\r\n') ?? [];
    expect(last[0]).toBe('POST /mcp?a=b HTTP/1.1');
    expect(last).toContain('Authorization: Bearer x');
    expect(last).toContain('accept: application/json');
    expect(last).toContain('Mcp-Session-Id: s1');
    expect(last).toContain('MCP-Protocol-Version: 2025-11-25');
    expect(server.heads[0]).not.toMatch(/mcp-/i);
    await session.close();
    expect(server.heads.at(-1)).toMatch(/^DELETE \/mcp\?a=b HTTP\/1.1\r\n[\s\S]*Mcp-Session-Id: s1/);

    const modern = await open(server.url, { revision: '2026-07-28' });
    const read = modern.prepare('resources/read', { uri: 'test://item/$n' });
    await callAll(modern, read, 3, 1);
    const lines = server.heads.at(-1)?.split('\r\n') ?? [];
    expect(lines).toContain('Mcp-Method: resources/read');
    expect(lines).toContain('Mcp-Name: test://item/2');
    expect(lines).toContain('MCP-Protocol-Version: 2026-07-28');
    expect(lines.join()).not.toContain('Mcp-Session-Id');
  });
});

describe('answers in every shape', () => {
  const shapes: [string, Answer][] = [
    ['chunks of one byte, byte by byte', (socket, message) => drip(socket, chunkedJson(message))],
    ['sized, byte by byte', (socket, message) => drip(socket, good(message))],
    ['chunks at once', (socket, message) => socket.write(chunkedJson(message))],
    ['until the connection closes', (socket, message) => socket.end(good(message).replace(/Content-Length.*\r\n/, ''))],
    ['Connection: close', (socket, message) => socket.end(good(message, 'Connection: close\r\n'))],
    [
      'after 100 and 103',
      (socket, message) =>
        socket.write(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${good(message)}`),
    ],
    ['an event stream at once', (socket, message) => socket.write(`${streamHead}${stream(message)}0\r\n\r\n`)],
    ['an event stream, byte by byte', (socket, message) => drip(socket, `${streamHead}${stream(message)}0\r\n\r\n`)],
    ['an event stream that stays open', (socket, message) => socket.write(`${streamHead}${stream(message)}`)],
    ['a stranger behind the answer', (socket, message) => socket.write(`${good(message)}HTTP/1.1 200 OK\r\n\r\n`)],
  ];
  const chunkedJson = ({ id }: JsonObject) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id, result: { é: 'ü' } });
    const chunks = [...body].map(chunk).join('');
    return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
  };
  const stream = ({ id }: JsonObject) =>
    chunk(`: hello\nid: 1\ndata:\n\n${event({ method: 'notifications/message', params: { é: 'ü' } })}`) +
    chunk(event({ id: 'q', method: 'ping' })) +
    chunk(event({ id: id ?? null, result: { é: 'ü' } }));

  test.each(shapes)('%s', async (_, answer) => {
    const server = await startRaw(answer);
    const session = await open(server.url);
    expect(tally(await callAll(session, session.prepare('ping', {}), 12, 3))).toEqual({ 'ok: ': 12 });
    expect(server.calls.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 2));
  });

  test('a ping of the server on an event stream is answered', async () => {
    const bodies: JsonObject[] = [];
    const server = await startTestServer(({ body, method }, response) => {
      if (method !== 'POST') return void response.writeHead(405).end();
      const message = JSON.parse(body) as JsonObject;
      bodies.push(message);
      if (message.method === 'initialize') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: opening(message) }));
      } else if (message.id === undefined || message.method === undefined) response.writeHead(202).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end(stream(message).replaceAll(/\r\n|^[0-9a-f]+(?=\r\n)/gm, ''));
    });
    cleanups.push(() => server.close());
    const session = await open(server.url);
    expect(tally(await callAll(session, session.prepare('tools/list', {}), 1))).toEqual({ 'ok: ': 1 });
    await expect.poll(() => bodies.at(-1)).toEqual({ jsonrpc: '2.0', id: 'q', result: {} });
  });
});

describe('failures are counted as what they are, once', () => {
  const failures: [string, Answer, RegExp][] = [
    [
      '503',
      (socket) => socket.write('HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy'),
      /^transport_error: HTTP 503$/,
    ],
    [
      '302',
      (socket) => socket.write('HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n'),
      /^transport_error: HTTP 302$/,
    ],
    ['202', (socket) => socket.write(accepted), /^transport_error: HTTP 202 without an answer$/],
    [
      '400 with an error of its own',
      (socket, { id }) =>
        socket.write(sized({ id: id ?? null, error: { code: -32602, message: 'No 7' } }).replace('200 OK', '400 Bad')),
      /^protocol_error: error -32602: No #$/,
    ],
    [
      '400 with an error of nobody',
      (socket) =>
        socket.write(sized({ id: null, error: { code: -32000, message: 'No' } }).replace('200 OK', '400 Bad')),
      /^transport_error: HTTP 400$/,
    ],
    [
      'another id',
      (socket) => socket.write(sized({ id: 999, result: {} })),
      /^protocol_error: an answer to another id$/,
    ],
    [
      'another id on a stream',
      (socket) => socket.write(`${streamHead}${chunk(event({ id: '2', result: {} }))}0\r\n\r\n`),
      /^protocol_error: an answer to another id$/,
    ],
    [
      'garbage',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{"a":'),
      /^protocol_error: an answer that is no JSON$/,
    ],
    [
      'too deep',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n${'['.repeat(2_000)}`),
      /^protocol_error: an answer that is no JSON$/,
    ],
    [
      'no object',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7'),
      /^protocol_error: an answer that is no object$/,
    ],
    [
      'a stream without an answer',
      (socket) => socket.write(`${streamHead}${chunk(': nothing\n\n')}0\r\n\r\n`),
      /^transport_error: an event stream without an answer$/,
    ],
    ['no HTTP at all', (socket) => socket.write('hello\r\n\r\n'), /^transport_error: a malformed status line$/],
    [
      'gzip',
      (socket, message) => socket.write(good(message, 'Content-Encoding: gzip\r\n')),
      /^transport_error: a content encoding/,
    ],
    [
      'too large',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n${' '.repeat(9_000_000)}`),
      /^protocol_error: an answer that is too large$/,
    ],
    ['closed before an answer', (socket) => socket.end(), /^transport_error: closed before an answer/],
    [
      'reset before an answer',
      (socket) => socket.resetAndDestroy(),
      /^transport_error: closed before an answer.* \(ECONNRESET\)$/,
    ],
    ['closed within the head', (socket) => socket.end('HTTP/1.1 200'), /^transport_error: closed within the answer$/],
    [
      'closed within the body',
      (socket, message) => socket.end(good(message).slice(0, -1)),
      /^transport_error: closed within the answer$/,
    ],
    ['silence', () => undefined, /^timeout: no answer within 400 ms$/],
    [
      'half an answer',
      (socket, message) => socket.write(good(message).slice(0, -1)),
      /^timeout: no answer within 400 ms$/,
    ],
    [
      'a body that drips without end',
      (socket) => drip(socket, streamHead + chunk(':x\n').repeat(10_000)),
      /^timeout: no answer within 400 ms$/,
    ],
  ];

  test.each(failures)('%s', async (name, answer, expected) => {
    const server = await startRaw(answer);
    const isSlow = /silence|half|drips/.test(name);
    const session = await open(server.url, { requestTimeoutMs: isSlow ? 400 : 20_000 });
    const count = name === 'too large' ? 2 : 6;
    const kinds = tally(await callAll(session, session.prepare('tools/call', { name: 'x' }), count, 2));
    expect(Object.values(kinds).reduce((sum, one) => sum + one, 0)).toBe(count);
    for (const kind of Object.keys(kinds)) expect(kind).toMatch(expected);
    expect(server.calls).toHaveLength(count);
    expect(session.inFlight).toBe(0);
  });

  test('a call that times out is cancelled in the legacy era; in the modern one the closed connection says it', async () => {
    for (const revision of ['2025-11-25', '2026-07-28'] as const) {
      const told: JsonObject[] = [];
      const server = await startTestServer(({ body, method }, response) => {
        const message = (method === 'POST' ? JSON.parse(body) : {}) as JsonObject;
        if (message.method === 'notifications/cancelled') told.push(message.params as JsonObject);
        const isOpening = message.method === 'initialize' || message.method === 'server/discover';
        const result = message.method === 'initialize' ? opening(message) : {};
        if (isOpening) response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result }));
        else if (message.id === undefined) response.writeHead(202).end();
      });
      cleanups.push(() => server.close());
      const session = await open(server.url, { revision, requestTimeoutMs: 300 });
      const calls = callAll(session, session.prepare('tools/call', { name: 'x' }), 3);
      expect(tally(await calls)).toEqual({ 'timeout: no answer within 300 ms': 3 });
      const reason = 'timed out';
      const all = [2, 3, 4].map((requestId) => ({ requestId, reason }));
      const expected = revision === '2025-11-25' ? all : [];
      await expect.poll(() => told.toSorted((a, b) => Number(a.requestId) - Number(b.requestId))).toEqual(expected);
    }
  });

  test('what was closed while a call went out on it again is not sent twice, and says so', async () => {
    let isFirst = true;
    const server = await startRaw((socket, message) => {
      if (isFirst) socket.write(good(message));
      else socket.destroy();
      isFirst = false;
    });
    const session = await open(server.url);
    const kinds = tally(await callAll(session, session.prepare('ping', {}), 2, 1));
    expect(Object.keys(kinds)).toEqual([
      'ok: ',
      'transport_error: closed before an answer on a connection used before',
    ]);
    expect(server.calls).toEqual([2, 3]);
  });

  test('an idle connection is given up before the server closes it', async () => {
    const server = await startRaw((socket, message) => socket.write(good(message, 'Keep-Alive: timeout=1\r\n')));
    const session = await open(server.url);
    const ping = session.prepare('ping', {});
    await callAll(session, ping, 1);
    await expect.poll(() => server.sockets.size, { timeout: 20_000 }).toBe(0);
    expect(tally(await callAll(session, ping, 1))).toEqual({ 'ok: ': 1 });
  });

  test('calls past the most connections wait for one', async () => {
    const server = await startRaw((socket, message) => setImmediate(() => socket.write(good(message))));
    const session = await open(server.url);
    const answers = await callAll(session, session.prepare('ping', {}), 1_200);
    expect(tally(answers)).toEqual({ 'ok: ': 1_200 });
    expect(answers.every(({ firstByteNs, bytesReceived }) => firstByteNs !== null && bytesReceived > 100)).toBe(true);
    expect(server.sockets.size).toBeLessThanOrEqual(1_024);
  });

  test('nothing listens any more', async () => {
    const server = await startHttpServer();
    const session = await open(server.url);
    await server.close();
    const kinds = Object.keys(tally(await callAll(session, session.prepare('ping', {}), 4, 1)));
    expect(kinds).toContain('transport_error: ECONNREFUSED');
  });

  test('the end of the session and the signal of the run', async () => {
    const server = await startRaw(() => undefined);
    const running = new AbortController();
    const session = await open(server.url, { signal: running.signal });
    const waiting = callAll(session, session.prepare('ping', {}), 5);
    expect(session.inFlight).toBe(5);
    running.abort();
    expect(tally(await waiting)).toEqual({ 'cancelled: the run was cancelled': 5 });
    const other = await open(server.url);
    const otherWaiting = callAll(other, other.prepare('ping', {}), 5);
    await Promise.all([other.close(), other.close()]);
    expect(tally(await otherWaiting)).toEqual({ 'cancelled: the session was closed': 5 });
    await expect.poll(() => server.sockets.size).toBe(0);
  });
});

describe('opening', () => {
  test('is refused where it may not connect, before it does', async () => {
    const server = await startRaw(() => undefined);
    const checked: string[] = [];
    const checkAddress = (address: string, port: number) => {
      checked.push(`${address}:${port}`);
      return 'not for you';
    };
    await expect(open(server.url, { checkAddress })).rejects.toMatchObject({ code: 'refused-address' });
    const named = server.url.replace('127.0.0.1', 'localhost');
    await expect(open(named, { checkAddress })).rejects.toMatchObject({ code: 'refused-address' });
    expect(checked).toContain(`127.0.0.1:${new URL(server.url).port}`);
    expect(server.heads).toEqual([]);
    const session = await open(server.url, { checkAddress: () => undefined });
    expect(session.closed).toBe(false);
  });

  test('says what is wrong', async () => {
    await expect(open('http://127.0.0.1:1/mcp')).rejects.toMatchObject({ code: 'unreachable' });
    await expect(open('ftp://127.0.0.1/mcp')).rejects.toMatchObject({ code: 'bad-target' });
    const smuggled = { 'X-A': 'a\r\nX-B: b' };
    await expect(open('http://127.0.0.1:1/mcp', {}, smuggled)).rejects.toMatchObject({ code: 'bad-target' });
    const server = await startTestServer((_, response) => response.writeHead(503).end());
    cleanups.push(() => server.close());
    await expect(open(server.url)).rejects.toMatchObject({ code: 'not-opened', message: /HTTP 503/ });
    const modern = { revision: '2026-07-28' } as const;
    await expect(open(server.url, modern)).rejects.toMatchObject({ code: 'not-opened', message: /server\/discover/ });
  });
});

test('TLS: a certificate nobody vouches for is refused, one that is trusted carries load', async () => {
  const { cert, key } = await createCertificate();
  const server = createTlsHttpServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (part: Buffer) => chunks.push(part));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const message = (text === '' ? {} : JSON.parse(text)) as JsonObject;
      if (message.id === undefined) return void response.writeHead(202).end();
      const result = message.method === 'initialize' ? opening(message) : {};
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  await expect(open(`https://127.0.0.1:${port}/mcp`)).rejects.toMatchObject({ code: 'tls' });
  const trusted = getCACertificates('default');
  cleanups.push(() => setDefaultCACertificates(trusted));
  setDefaultCACertificates([...trusted, cert]);
  for (const host of ['127.0.0.1', 'localhost']) {
    const session = await open(`https://${host}:${port}/mcp`);
    expect(tally(await callAll(session, session.prepare('ping', {}), 40, 4))).toEqual({ 'ok: ': 40 });
  }
});
