import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { bareServerPath } from '@mcp-lab/fixtures';
import { createCertificate } from '@mcp-lab/fixtures/bare/http/create-certificate';
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
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
      revision: '2024-11-05',
      transport: 'http-sse',
      requestTimeoutMs: 20_000,
      openingTimeoutMs: 20_000,
      ...options,
    },
  );
  cleanups.push(() => session.close());
  return session;
}

const endpointEvent = 'event: endpoint\ndata: /post?session=1\n\n';
const accepted = 'HTTP/1.1 202 Accepted\r\nContent-Length: 8\r\n\r\nAccepted';
const good = ({ id }: JsonObject) => event({ id: id ?? null, result: { content: [], é: 'ü' } });
const opened = (message: JsonObject) => event({ id: message.id ?? null, result: opening(message) });

interface Scene {
  /** The open stream. */
  stream: Socket;
  /** The connection that the call was posted on. */
  post: Socket;
}

interface Script {
  /** What follows the head of the stream; default: a chunk with the endpoint. */
  opening?: string;
  /** Default: one that is chunked. */
  head?: string;
  /** Default: taken, and answered well. */
  onCall?: (scene: Scene, message: JsonObject, number: number) => void;
  /** Writes an event on the stream. */
  write?: (stream: Socket, text: string) => void;
}

interface RawServer {
  url: string;
  heads: string[];
  messages: JsonObject[];
  sockets: Set<Socket>;
}

const inOneChunk = (stream: Socket, text: string) => stream.write(chunk(text));

/** A server on bare sockets, of which a test writes every byte itself. */
async function startRaw(script: Script, tls?: { cert: string; key: string }): Promise<RawServer> {
  const raw: RawServer = { url: '', heads: [], messages: [], sockets: new Set() };
  const { onCall = take, write = inOneChunk } = script;
  let stream: Socket | undefined;
  let calls = 0;
  const onSocket = (socket: Socket): void => {
    readRequests(socket, (head, body) => {
      raw.heads.push(head);
      if (head.startsWith('GET')) {
        stream = socket;
        socket.write((script.head ?? streamHead) + (script.opening ?? chunk(endpointEvent)));
        return;
      }
      const message = JSON.parse(body) as JsonObject;
      raw.messages.push(message);
      if (message.method === 'initialize') {
        socket.write(accepted);
        write(stream as Socket, opened(message));
      } else if (message.id === undefined || message.method === undefined) socket.write(accepted);
      else onCall({ stream: stream as Socket, post: socket }, message, ++calls);
    });
  };
  const server = tls === undefined ? createServer(onSocket) : createTlsServer(tls, onSocket);
  const port = await listen(server, raw.sockets, cleanups);
  raw.url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/sse?a=b`;
  return raw;
}

function take({ stream, post }: Scene, message: JsonObject): void {
  post.write(accepted);
  stream.write(chunk(good(message)));
}

/** One byte at a time, each in a turn of its own, what comes later behind it. */
function createDrip(): (socket: Socket, text: string) => void {
  let last = Promise.resolve();
  return (socket, text) => {
    last = last.then(async () => {
      for (const byte of Buffer.from(text)) {
        if (socket.destroyed) return;
        await new Promise((resolve) => socket.write(Buffer.of(byte), () => setImmediate(resolve)));
      }
    });
  };
}

const startBareSse = async () => new URL('/sse', await startBare(bareServerPath, cleanups)).href;

describe('a sound server', () => {
  test('carries calls, each of its answers with its own times and bytes', async () => {
    const session = await open(await startBareSse());
    const echo = session.prepare('tools/call', { name: 'echo', arguments: { text: 'é $n' } });
    const answers = await callAll(session, echo, 200, 16);
    expect(tally(answers)).toEqual({ 'ok: ': 200 });
    for (const { sentNs, firstByteNs, endedNs, bytesSent, bytesReceived } of answers) {
      expect(firstByteNs).toBeGreaterThanOrEqual(sentNs);
      expect(endedNs).toBeGreaterThanOrEqual(firstByteNs ?? Number.POSITIVE_INFINITY);
      expect(bytesSent).toBeGreaterThan(200);
      expect(bytesReceived).toBeGreaterThan(60);
    }
    expect(session.inFlight).toBe(0);
    expect(await session.close()).toMatchObject({ needed: 'http', orphans: 0 });
    expect(tally(await callAll(session, echo, 2))).toEqual({ 'cancelled: the session was closed': 2 });
  });

  test('gets one stream, and posts at its end point with the headers of session and user', async () => {
    const server = await startRaw({});
    const headers = { Authorization: 'Bearer x', accept: 'application/json' };
    const session = await open(server.url, { revision: '2025-11-25' }, headers);
    expect(tally(await callAll(session, session.prepare('ping', {}), 60, 6))).toEqual({ 'ok: ': 60 });
    expect(server.heads.filter((head) => head.startsWith('GET /sse?a=b HTTP/1.1\r\n'))).toHaveLength(1);
    expect(server.heads[0]).toContain('Authorization: Bearer x');
    expect(server.heads[1]).not.toMatch(/mcp-/i);
    const last = server.heads.at(-1)?.split('\r\n') ?? [];
    expect(last[0]).toBe('POST /post?session=1 HTTP/1.1');
    expect(last).toContain('Authorization: Bearer x');
    expect(last).toContain('accept: application/json');
    expect(last).toContain('MCP-Protocol-Version: 2025-11-25');
    // An answer may come before its post is told to have been taken, and the next call takes another connection.
    expect(server.sockets.size).toBeLessThan(20);
    expect(server.messages.slice(0, 2).map(({ method }) => method)).toEqual([
      'initialize',
      'notifications/initialized',
    ]);
    await session.close();
    await expect.poll(() => server.sockets.size).toBe(0);
  });

  test('a ping of the server is answered', async () => {
    const server = await startRaw({
      onCall: (scene, message) => {
        scene.stream.write(chunk(event({ id: 'q', method: 'ping' })));
        take(scene, message);
      },
    });
    const session = await open(server.url);
    expect(tally(await callAll(session, session.prepare('ping', {}), 1))).toEqual({ 'ok: ': 1 });
    await expect.poll(() => server.messages.at(-1)).toEqual({ jsonrpc: '2.0', id: 'q', result: {} });
  });
});

/** Each event is written as what this makes of it. */
function byWriting(shape: (text: string) => string | Buffer): Script {
  return {
    write: (stream, text) => stream.write(shape(text)),
    onCall: ({ stream, post }, message) => {
      post.write(accepted);
      stream.write(shape(good(message)));
    },
  };
}

function byDripping(): Script {
  const drip = createDrip();
  return {
    write: (stream, text) => drip(stream, chunk(text)),
    onCall: ({ stream, post }, message) => {
      post.write(accepted);
      drip(stream, chunk(good(message)));
    },
  };
}

const chunksOfOneByte = (text: string) =>
  Buffer.concat([...Buffer.from(text)].map((byte) => Buffer.from([0x31, 0x0d, 0x0a, byte, 0x0d, 0x0a])));

describe('answers in every shape', () => {
  const shapes: [string, Script][] = [
    ['byte by byte', byDripping()],
    ['chunks of one byte', byWriting(chunksOfOneByte)],
    [
      'without chunks',
      { ...byWriting((text) => text), head: streamHead.replace(/Transfer.*\r\n/, ''), opening: endpointEvent },
    ],
    ['CRLF', byWriting((text) => chunk(text.replaceAll('\n', '\r\n')))],
    ['CR', byWriting((text) => chunk(text.replaceAll('\n', '\r')))],
    [
      'with ids and comments, without a type',
      byWriting((text) => chunk(`: hi\n\nid: 1\nretry: 5\n${text.replace('event: message\n', '')}`)),
    ],
    ['in lines of data', byWriting((text) => chunk(text.replaceAll(',"', '\ndata: ,"')))],
    [
      'behind other events',
      byWriting((text) => chunk(`event: ping\ndata: {"id":2}\n\nevent: endpoint\ndata: /no\n\n${text}`)),
    ],
    ['behind a notification', byWriting((text) => chunk(event({ method: 'notifications/message' }) + text))],
    ['twice', byWriting((text) => chunk(text + text))],
    [
      'before its post was taken',
      {
        onCall: ({ stream, post }, message) =>
          stream.write(chunk(good(message)), () => setImmediate(() => post.write(accepted))),
      },
    ],
    [
      'after its post was taken with a body that is no answer',
      {
        onCall: ({ stream, post }, message) => {
          const body = JSON.stringify({ jsonrpc: '2.0', id: message.id, error: { code: 1, message: 'no' } });
          const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
          post.write(`${head}\r\n\r\n${body}`, () => setImmediate(() => stream.write(chunk(good(message)))));
        },
      },
    ],
  ];

  test.each(shapes)('%s', async (_, script) => {
    const server = await startRaw(script);
    const session = await open(server.url);
    expect(tally(await callAll(session, session.prepare('tools/list', {}), 12, 3))).toEqual({ 'ok: ': 12 });
    expect(server.messages.filter(({ method }) => method === 'tools/list')).toHaveLength(12);
    expect(session.closed).toBe(false);
  });
});

test('an answered call is done with, though its post is never taken: the connection is given up a little later', async () => {
  const server = await startRaw({ onCall: ({ stream }, message) => stream.write(chunk(good(message))) });
  const session = await open(server.url);
  expect(tally(await callAll(session, session.prepare('ping', {}), 6, 2))).toEqual({ 'ok: ': 6 });
  expect(session.inFlight).toBe(0);
  // The stream stays, and so does the connection that the opening was posted on and answered.
  await expect.poll(() => server.sockets.size, { timeout: 20_000 }).toBeLessThanOrEqual(2);
  expect(session.closed).toBe(false);
});

describe('a call that fails leaves the others alone', () => {
  const say = (text: string) => (scene: Scene) => {
    scene.post.write(accepted);
    scene.stream.write(chunk(text));
  };
  const refuse = (response: string) => (scene: Scene) => void scene.post.write(response);
  const silence = 'timeout: no answer within 600 ms';
  const failures: [string, (scene: Scene, message: JsonObject) => void, string | RegExp][] = [
    ['no answer', ({ post }) => post.write(accepted), silence],
    ['a post that is not answered', () => undefined, silence],
    ['half an answer to the post', ({ post }) => post.write(accepted.slice(0, -1)), silence],
    [
      'an error',
      (scene, { id }) => say(event({ id: id ?? null, error: { code: -32602, message: 'No 7' } }))(scene),
      'protocol_error: error -32602: No #',
    ],
    [
      'isError',
      (scene, { id }) => say(event({ id: id ?? null, result: { isError: true } }))(scene),
      'tool_error: isError is true',
    ],
    [
      'neither result nor error',
      (scene, { id }) => say(event({ id: id ?? null }))(scene),
      'protocol_error: neither a result nor an error',
    ],
    ['no JSON', say('event: message\ndata: {"jsonrpc": "2.0", "id":\n\n'), silence],
    ['no object', say('event: message\ndata: 7\n\n'), silence],
    ['nested too deep', say(`data: ${'['.repeat(20_000)}\n\n`), silence],
    ['an event of another type', (scene, message) => say(good(message).replace('message', 'answer'))(scene), silence],
    ['another id', say(event({ id: 999_999, result: {} })), silence],
    ['a text for an id', (scene, { id }) => say(event({ id: String(id), result: {} }))(scene), silence],
    ['an error of nobody', say(event({ id: null, error: { code: 1, message: 'x' } })), silence],
    ['503', refuse('HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy'), 'transport_error: HTTP 503'],
    ['404', refuse('HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n'), 'transport_error: HTTP 404'],
    ['302', refuse('HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n'), 'transport_error: HTTP 302'],
    [
      '400 with an error of its own',
      (scene, { id }) => {
        const body = JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32600, message: 'Bad 1' } });
        refuse(`HTTP/1.1 400 Bad\r\nContent-Length: ${body.length}\r\n\r\n${body}`)(scene);
      },
      'protocol_error: error -32600: Bad #',
    ],
    ['no HTTP', refuse('hello\r\n\r\n'), 'transport_error: a malformed status line'],
    ['a post cut off', ({ post }) => post.destroy(), /^transport_error: closed before an answer/],
  ];

  test.each(failures)('%s', async (_, fail, expected) => {
    const server = await startRaw({
      onCall: (scene, message, number) => (number % 2 === 0 ? take(scene, message) : fail(scene, message)),
    });
    const session = await open(server.url, { requestTimeoutMs: expected === silence ? 600 : 20_000 });
    const kinds = tally(await callAll(session, session.prepare('tools/call', { name: 'x' }), 6));
    expect(kinds['ok: ']).toBe(3);
    const others = Object.entries(kinds).filter(([kind]) => kind !== 'ok: ');
    expect(others.reduce((sum, [, count]) => sum + count, 0)).toBe(3);
    for (const [kind] of others) {
      if (typeof expected === 'string') expect(kind).toBe(expected);
      else expect(kind).toMatch(expected);
    }
    expect(session).toMatchObject({ inFlight: 0, closed: false });
    expect(server.heads.filter((head) => head.startsWith('GET'))).toHaveLength(1);
  });

  test('an answer that is too large is passed over, whatever it weighs, and the stream is read on', async () => {
    const server = await startRaw({
      onCall: (scene, message, number) => {
        if (number > 1) return take(scene, message);
        scene.post.write(accepted);
        scene.stream.write(chunk(event({ id: message.id ?? null, result: { text: 'x'.repeat(9_000_000) } })));
      },
    });
    const session = await open(server.url, { requestTimeoutMs: 1_000 });
    const ping = session.prepare('ping', {});
    expect(tally(await callAll(session, ping, 1))).toEqual({ 'timeout: no answer within 1000 ms': 1 });
    await expect.poll(async () => tally(await callAll(session, ping, 2)), { timeout: 20_000 }).toEqual({ 'ok: ': 2 });
  });
});

describe('a call that times out', () => {
  test('is cancelled, once, when the server got it; its late answer is nobody’s', async () => {
    const late: (() => void)[] = [];
    const server = await startRaw({
      onCall: (scene, message, number) => {
        if (number > 3) return take(scene, message);
        scene.post.write(accepted);
        late.push(() => scene.stream.write(chunk(good(message))));
      },
    });
    const session = await open(server.url, { requestTimeoutMs: 400 });
    const call = session.prepare('tools/call', { name: 'x' });
    expect(tally(await callAll(session, call, 3))).toEqual({ 'timeout: no answer within 400 ms': 3 });
    const cancelled = () => server.messages.filter(({ method }) => method === 'notifications/cancelled');
    await expect.poll(() => cancelled().length).toBe(3);
    const reason = 'timed out';
    const ids = server.messages.filter(({ method }) => method === 'tools/call').map(({ id }) => id);
    expect(cancelled().map(({ params }) => params)).toEqual(ids.map((requestId) => ({ requestId, reason })));
    for (const answer of late) answer();
    await expect.poll(async () => tally(await callAll(session, call, 2))).toEqual({ 'ok: ': 2 });
    expect(session.inFlight).toBe(0);
  });
});

describe('the end of the stream is the end of the session', () => {
  const ends: [string, (stream: Socket) => void, RegExp][] = [
    ['closed', (stream) => stream.end(), /^the event stream ended$/],
    ['reset', (stream) => stream.resetAndDestroy(), /^the event stream broke off \(ECONNRESET\)$/],
    ['its last chunk', (stream) => stream.write('0\r\n\r\n'), /^the event stream ended$/],
    ['cut within an event', (stream) => stream.end(chunk('data: {"jsonrpc":')), /^the event stream ended$/],
    ['no chunk', (stream) => stream.write('hello\r\n'), /^the event stream is broken: a malformed chunk size$/],
  ];

  test.each(ends)('%s', async (_, end, detail) => {
    const server = await startRaw({
      onCall: ({ stream, post }, _message, number) => {
        post.write(accepted);
        if (number === 5) end(stream);
      },
    });
    const session = await open(server.url);
    const ping = session.prepare('ping', {});
    const answers = await callAll(session, ping, 5);
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['transport_error']));
    for (const answer of answers) expect(answer.detail).toMatch(detail);
    expect(session).toMatchObject({ inFlight: 0, closed: true });
    // Who calls again gets the same reason.
    expect(tally(await callAll(session, ping, 2))).toEqual({ [`transport_error: ${answers[0]?.detail}`]: 2 });
    await expect.poll(() => server.sockets.size).toBe(0);
  });

  test('and so are the end of the session itself and the signal of the run', async () => {
    const server = await startRaw({ onCall: ({ post }) => post.write(accepted) });
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
    // What is given up is not called a timeout.
    expect(server.messages.filter(({ method }) => method === 'notifications/cancelled')).toEqual([]);
  });
});

describe('opening', () => {
  const refusals: [string, Script, RegExp][] = [
    [
      'an endpoint of another origin',
      { opening: chunk('event: endpoint\ndata: http://127.0.0.2:9/post\n\n') },
      /endpoint is of another origin, http:\/\/127.0.0.2:9: refused/,
    ],
    [
      'an endpoint of another origin in short',
      { opening: chunk('event: endpoint\ndata: //example.com/post\n\n') },
      /another origin, http:\/\/example.com: refused/,
    ],
    [
      'an endpoint that is none',
      { opening: chunk('event: endpoint\ndata: http://[\n\n') },
      /is not a URL: "http:\/\/\["/,
    ],
    [
      'an endpoint without end',
      { opening: chunk(`event: endpoint\ndata: /${'x'.repeat(10_000)}\n\n`) },
      /too long for an address/,
    ],
    ['a message first', { opening: chunk(event({ id: 1, result: {} })) }, /its first event is not endpoint/],
    ['no endpoint', { opening: chunk(': wait\n\n') }, /no endpoint event within 400 ms/],
    ['an end without an endpoint', { opening: '0\r\n\r\n' }, /the event stream ended/],
    [
      '404',
      { head: 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', opening: '' },
      /HTTP 404 instead of an event/,
    ],
    [
      'no event stream',
      { head: 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n', opening: 'hi' },
      /an answer that is no event stream/,
    ],
    ['no HTTP', { head: 'hello\r\n\r\n', opening: '' }, /a malformed status line/],
    ['silence to initialize', { write: () => undefined }, /did not answer initialize: no answer within 400 ms/],
    [
      'another revision',
      { write: (stream, text) => stream.write(chunk(text.replace('2024-11-05', '2024-10-07'))) },
      /answered initialize with "2024-10-07"/,
    ],
  ];

  test.each(refusals)('%s', async (name, script, message) => {
    const server = await startRaw(script);
    const openingTimeoutMs = /^(?:no endpoint|silence)/.test(name) ? 400 : 20_000;
    await expect(open(server.url, { openingTimeoutMs })).rejects.toMatchObject({ code: 'not-opened', message });
    await expect.poll(() => server.sockets.size).toBe(0);
    // An endpoint that is refused is never posted to, and an opening is not cancelled.
    const isAsked = /initialize|revision/.test(name);
    expect(server.messages.map(({ method }) => method)).toEqual(isAsked ? ['initialize'] : []);
  });

  test('says what is wrong before a word is said', async () => {
    await expect(open('http://127.0.0.1:1/sse')).rejects.toMatchObject({ code: 'unreachable' });
    const modern = { revision: '2026-07-28' } as const;
    await expect(open('http://127.0.0.1:1/sse', modern)).rejects.toMatchObject({ code: 'bad-target' });
    const smuggled = { 'X-A': 'a\r\nX-B: b' };
    await expect(open('http://127.0.0.1:1/sse', {}, smuggled)).rejects.toMatchObject({ code: 'bad-target' });
    const server = await startRaw({});
    const checkAddress = () => 'not for you';
    await expect(open(server.url, { checkAddress })).rejects.toMatchObject({ code: 'refused-address' });
    const signal = AbortSignal.abort();
    await expect(open(server.url, { signal })).rejects.toMatchObject({ code: 'aborted' });
    const running = new AbortController();
    const opening = open((await startRaw({ opening: '' })).url, { signal: running.signal });
    running.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    expect(server.heads).toEqual([]);
  });
});

test('an answer is timed to its own event: a stream that stands still holds all up, and what comes then came late', async () => {
  const stillMs = 500;
  const server = await startRaw({
    onCall: (scene, message, number) => {
      scene.post.write(accepted);
      if (number <= 20) setTimeout(() => scene.stream.write(chunk(good(message))), stillMs);
      else scene.stream.write(chunk(good(message)));
    },
  });
  const session = await open(server.url);
  const ping = session.prepare('ping', {});
  for (const { outcome, sentNs, firstByteNs, endedNs } of await callAll(session, ping, 20)) {
    expect(outcome).toBe('ok');
    // Timers of Node may fire a millisecond early.
    expect(((firstByteNs ?? 0) - sentNs) / 1e6).toBeGreaterThan(stillMs - 2);
    expect((endedNs - sentNs) / 1e6).toBeLessThan(stillMs + 5_000);
  }
  const quick = (await callAll(session, ping, 100, 1)).map(({ sentNs, endedNs }) => (endedNs - sentNs) / 1e6);
  expect(quick.toSorted((a, b) => a - b)[50]).toBeLessThan(stillMs);
});

test('TLS: a certificate nobody vouches for is refused, one that is trusted carries load', async () => {
  const certificate = await createCertificate();
  const server = await startRaw({}, certificate);
  await expect(open(server.url)).rejects.toMatchObject({ code: 'tls' });
  const trusted = getCACertificates('default');
  cleanups.push(() => setDefaultCACertificates(trusted));
  setDefaultCACertificates([...trusted, certificate.cert]);
  const session = await open(server.url);
  expect(tally(await callAll(session, session.prepare('ping', {}), 40, 4))).toEqual({ 'ok: ': 40 });
});
