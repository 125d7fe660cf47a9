import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Session } from './connection.ts';
import { createTranscript } from './create-transcript.ts';
import type { JsonObject } from './json.ts';
import type { OpenOptions } from './open-options.ts';
import { openSession } from './open-session.ts';
import { type ReceivedRequest, startTestServer, type TestServer } from './start-test-server.ts';
import type { Transcript } from './transcript.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Opened {
  session: Session;
  transcript: Transcript;
  server: TestServer;
}

type Answer = (request: ReceivedRequest, response: ServerResponse, message: JsonObject) => void;

async function open(answer: Answer, options: Partial<OpenOptions> = {}, headers = {}): Promise<Opened> {
  const server = await startTestServer((request, response) => {
    answer(request, response, request.body === '' ? {} : parseBody(request.body));
  });
  const transcript = createTranscript();
  const target = { kind: 'http' as const, url: server.url, headers };
  const session = await openSession(target, {
    revision: '2026-07-28',
    transport: 'streamable-http',
    handshake: 'none',
    requestTimeoutMs: 10_000,
    transcript,
    ...options,
  });
  cleanups.push(server.close, () => session.close());
  return { session, transcript, server };
}

function parseBody(body: string): JsonObject {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

const sendResult: Answer = (_request, response, { id }) =>
  sendJson(response, { jsonrpc: '2.0', id, result: { ok: true } });

const rawValues = (request: ReceivedRequest | undefined, name: string): string[] =>
  (request?.rawHeaders ?? []).filter((_, at, all) => at % 2 === 1 && all[at - 1] === name);

describe('requests', () => {
  it('posts a modern request with its envelope and mirrored headers, and takes the JSON answer', async () => {
    const { session, server, transcript } = await open(sendResult, {}, { Authorization: 'Bearer x' });
    const reply = await session.request('tools/call', { name: 'écho', arguments: {} });
    expect(reply).toMatchObject({
      outcome: 'answered',
      status: 200,
      contentType: 'application/json',
      result: { ok: true },
    });
    const [request] = server.received;
    expect(request?.headers).toMatchObject({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': `=?base64?${Buffer.from('écho').toString('base64')}?=`,
      authorization: 'Bearer x',
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    });
    expect(JSON.parse(request?.body ?? '').params._meta).toMatchObject({
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    });
    expect(transcript.frames.map(({ kind, stream }) => [kind, stream])).toEqual([
      ['http-request', 'post-1'],
      ['message', 'post-1'],
      ['http-response', 'post-1'],
      ['message', 'post-1'],
    ]);
    expect(reply.sent.map(({ seq }) => seq)).toEqual([0, 1]);
    expect(reply.frame?.seq).toBe(3);
  });

  it('keeps the connection alive', async () => {
    const { session, server } = await open(sendResult);
    for (let count = 0; count < 3; count++) await session.request('ping');
    expect(new Set(server.received.map(({ remotePort }) => remotePort)).size).toBe(1);
  });

  it('adds, changes and removes `_meta`, or leaves all of it out', async () => {
    const { session, server } = await open(sendResult);
    const version = 'io.modelcontextprotocol/protocolVersion';
    await session.request('ping', {}, { meta: { progressToken: 1, [version]: null } });
    await session.request('ping', { a: 1 }, { bare: true, id: 'own' });
    const [first, second] = server.received.map(({ body }) => JSON.parse(body));
    expect(first.params._meta).toHaveProperty('progressToken', 1);
    expect(first.params._meta).not.toHaveProperty([version]);
    expect(second).toEqual({ jsonrpc: '2.0', id: 'own', method: 'ping', params: { a: 1 } });
    expect(server.received[1]?.headers).not.toHaveProperty('mcp-method');
  });

  it('lets the caller spoof, repeat, respell and remove headers', async () => {
    const { session, server, transcript } = await open(sendResult);
    await session.request('ping', undefined, {
      headers: {
        Host: 'evil.example',
        Origin: 'https://evil.example',
        'mCp-MeThOd': 'PING',
        'X-Twice': ['1', '2'],
        'X-Blanks': '  padded  ',
        Accept: null,
      },
    });
    const [request] = server.received;
    expect(request?.headers.host).toBe('evil.example');
    expect(request?.headers.origin).toBe('https://evil.example');
    expect(rawValues(request, 'mCp-MeThOd')).toEqual(['PING']);
    expect(rawValues(request, 'X-Twice')).toEqual(['1', '2']);
    expect(request?.headers).not.toHaveProperty('accept');
    expect(transcript.frames[0]?.http?.headers).toContainEqual(['mCp-MeThOd', 'PING']);
    expect(transcript.frames[0]?.http?.headers.filter(([name]) => name.toLowerCase() === 'host')).toHaveLength(1);
  });

  it('says so when a header cannot be sent', async () => {
    const { session } = await open(sendResult);
    const reply = await session.request('ping', undefined, { headers: { 'X-Bad': 'a\u0001b' } });
    expect(reply).toMatchObject({ outcome: 'failed', failure: expect.stringContaining('X-Bad') });
  });

  it('sends any bytes with any method to any path', async () => {
    const { session, server } = await open((_request, response) => response.writeHead(415).end());
    const reply = await session.sendRaw(Buffer.from([0x7b, 0xff]), { method: 'PUT', url: '/other?x=1' });
    expect(reply).toMatchObject({ outcome: 'http-error', status: 415 });
    expect(server.received[0]).toMatchObject({ method: 'PUT', url: '/other?x=1' });
  });

  it('keeps credentials from another origin', async () => {
    const other = await startTestServer((_request, response) => response.writeHead(204).end());
    cleanups.push(other.close);
    const { session } = await open(sendResult, {}, { Authorization: 'Bearer secret' });
    await session.fetch({ method: 'GET', url: other.url });
    expect(other.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('asks before it connects to an address', async () => {
    const asked: string[] = [];
    const checkAddress = (address: string, port: number) => {
      asked.push(`${address}:${port}`);
      return 'not today';
    };
    const { session, server } = await open(sendResult, { checkAddress });
    const reply = await session.request('ping');
    expect(reply).toMatchObject({ outcome: 'failed', failure: 'refused address 127.0.0.1: not today' });
    const byName = server.url.replace('127.0.0.1', 'localhost');
    const opened = openSession(
      { kind: 'http', url: byName, headers: {} },
      { revision: '2026-07-28', transport: 'streamable-http', transcript: createTranscript(), checkAddress },
    );
    await expect(opened).rejects.toMatchObject({ name: 'WireError', code: 'refused-address' });
    expect(asked[0]).toBe(new URL(server.url).host);
    expect(server.received).toEqual([]);
  });
});

describe('answers', () => {
  it('takes a JSON-RPC error at an HTTP error status as the answer', async () => {
    const { session } = await open((_request, response, { id }) =>
      sendJson(response, { jsonrpc: '2.0', id: id ?? null, error: { code: -32601, message: 'no' } }, 404),
    );
    expect(await session.request('nope')).toMatchObject({ outcome: 'answered', status: 404, error: { code: -32601 } });
    const raw = await session.sendRaw('{"truncated');
    expect(raw).toMatchObject({ outcome: 'answered', status: 404, message: { id: null } });
  });

  it('does not take an answer with another id', async () => {
    const { session } = await open((_request, response) =>
      sendJson(response, { jsonrpc: '2.0', id: 'other', result: {} }),
    );
    const reply = await session.request('ping');
    expect(reply).toMatchObject({ outcome: 'accepted', status: 200 });
    expect(reply.related).toHaveLength(1);
  });

  it('does not take an error body that is no JSON-RPC for an answer', async () => {
    const { session } = await open((_request, response) => sendJson(response, { error: 'Not found' }, 404));
    expect(await session.request('ping')).toMatchObject({ outcome: 'http-error', status: 404 });
  });

  it('tells apart 202, HTML, redirects and server errors', async () => {
    const statuses = [202, 200, 302, 503];
    const { session, server } = await open((_request, response) => {
      const status = statuses[server.received.length - 1] ?? 500;
      response.writeHead(status, { location: 'http://127.0.0.1:1/', 'content-type': 'text/html' });
      response.end(status === 202 ? undefined : '<p>');
    });
    expect(await session.notify('notifications/initialized')).toMatchObject({ outcome: 'accepted', status: 202 });
    const html = await session.request('ping');
    expect(html).toMatchObject({ outcome: 'accepted', contentType: 'text/html' });
    expect(html.related[0]?.parseError).toBeDefined();
    expect(await session.request('ping')).toMatchObject({ outcome: 'http-error', status: 302 });
    expect(await session.request('ping')).toMatchObject({ outcome: 'http-error', status: 503 });
    expect(server.received).toHaveLength(4);
  });

  it('answers a batch', async () => {
    const { session } = await open((request, response) => {
      const ids = (JSON.parse(request.body) as { id?: number }[]).flatMap(({ id }) => (id === undefined ? [] : [id]));
      sendJson(
        response,
        ids.map((id) => ({ jsonrpc: '2.0', id, result: {} })),
      );
    });
    const batch = [1, 2].map((id) => ({ jsonrpc: '2.0', id, method: 'ping' }));
    const reply = await session.send([...batch, { jsonrpc: '2.0', method: 'notifications/x' }]);
    expect(reply).toMatchObject({ outcome: 'answered', message: { id: 1 } });
    expect(reply.frame?.json).toHaveLength(2);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('decodes %s', async (encoding, compress) => {
    const { session } = await open((_request, response, { id }) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
      response.end(compress(JSON.stringify({ jsonrpc: '2.0', id, result: { text: 'x'.repeat(100_000) } })));
    });
    expect((await session.request('ping')).result).toEqual({ text: 'x'.repeat(100_000) });
  });

  it('stops a gzip bomb at the cap', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const { session, transcript } = await open(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
      },
      { limits: { maxBodyBytes: 1024 * 1024, maxFrameBytes: 1000 } },
    );
    const reply = await session.request('ping');
    expect(reply).toMatchObject({ outcome: 'failed', failure: 'the body is longer than 1048576 bytes' });
    const body = transcript.frames.findLast(({ kind }) => kind === 'message');
    expect(body?.raw).toHaveLength(1000);
    expect(body?.droppedBytes).toBeLessThan(2 * 1024 * 1024);
  });

  it('reports an encoding it does not know or that is broken', async () => {
    const encodings = ['zstd-2', 'gzip'];
    const { session } = await open((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encodings.shift() });
      response.end('{}');
    });
    const unknown = await session.request('ping');
    expect(unknown.related[0]?.parseError).toBe('content-encoding zstd-2 is not known');
    const broken = await session.request('ping');
    expect(broken).toMatchObject({ outcome: 'failed', failure: expect.stringContaining('gzip') });
  });

  it('ends at the deadline when nothing, or no end, comes', async () => {
    const { session, transcript } = await open((request, response) => {
      if (request.method === 'PUT') response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });
    expect(await session.request('ping', undefined, { timeoutMs: 50 })).toMatchObject({ outcome: 'silent' });
    const drip = await session.request('ping', undefined, { timeoutMs: 1000, method: 'PUT' });
    expect(drip).toMatchObject({ outcome: 'silent', status: 200 });
    expect(transcript.frames.at(-1)).toMatchObject({ kind: 'lifecycle', note: 'ended: deadline' });
  });

  it('reports a connection that breaks', async () => {
    const { session } = await open((_request, response) => response.destroy());
    const reply = await session.request('ping');
    expect(reply).toMatchObject({ outcome: 'failed' });
    expect(reply.failure).toBeTruthy();
  });

  it('closes the connection when the caller aborts', async () => {
    const closed = Promise.withResolvers<void>();
    const abort = new AbortController();
    const { session } = await open((_request, response) => {
      response.on('close', closed.resolve);
      abort.abort();
    });
    const reply = await session.request('slow', undefined, { signal: abort.signal });
    expect(reply).toMatchObject({ outcome: 'failed', failure: 'aborted' });
    await closed.promise;
  });
});

describe('event streams', () => {
  const event = (value: unknown) => `event: message\ndata: ${JSON.stringify(value)}\n\n`;

  it('takes the answer from a stream cut anywhere, with what came before it as related', async () => {
    const { session } = await open((_request, response, { id }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const text = `: hello\n\n${event({ jsonrpc: '2.0', method: 'notifications/progress', params: { t: 'ä' } })}${event({ jsonrpc: '2.0', id, result: { t: '€' } })}`;
      const bytes = Buffer.from(text);
      const at = bytes.indexOf(0xc3) + 1;
      response.write(bytes.subarray(0, at));
      setImmediate(() => response.end(bytes.subarray(at)));
    });
    const reply = await session.request('slow');
    expect(reply).toMatchObject({ outcome: 'answered', contentType: 'text/event-stream', result: { t: '€' } });
    expect(reply.related.map(({ json }) => json)).toEqual([
      { jsonrpc: '2.0', method: 'notifications/progress', params: { t: 'ä' } },
    ]);
  });

  it('answers before the stream ends, and notes the end', async () => {
    const end = Promise.withResolvers<void>();
    const { session, transcript } = await open((_request, response, { id }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event({ jsonrpc: '2.0', id, result: {} }));
      void end.promise.then(() => response.end(event({ jsonrpc: '2.0', method: 'notifications/late' })));
    });
    expect((await session.request('ping')).outcome).toBe('answered');
    const late = session.collect(10_000, ({ kind }) => kind === 'lifecycle');
    end.resolve();
    expect((await late).map(({ kind, note }) => [kind, note])).toEqual([
      ['message', undefined],
      ['lifecycle', 'ended: complete'],
    ]);
    expect(transcript.frames.at(-1)?.stream).toBe('post-1');
  });

  it('says that a stream ended without the answer, or never ends', async () => {
    const { session } = await open((_request, response, { method }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ jsonrpc: '2.0', method: 'notifications/x' }));
      if (method === 'ends') response.end();
    });
    expect(await session.request('ends')).toMatchObject({ outcome: 'closed', status: 200 });
    const endless = await session.request('endless', undefined, { timeoutMs: 1000 });
    expect(endless).toMatchObject({ outcome: 'silent', status: 200 });
    expect(endless.related).toHaveLength(1);
  });

  it('stops an endless flood at the cap', async () => {
    const { session } = await open(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const flood = () => {
          while (!response.destroyed && response.write(event({ x: 'y'.repeat(1000) })));
          if (!response.destroyed) response.once('drain', flood);
        };
        flood();
      },
      { limits: { maxBodyBytes: 500_000 } },
    );
    expect(await session.request('flood')).toMatchObject({
      outcome: 'failed',
      failure: expect.stringContaining('500000'),
    });
  });

  it('opens a GET stream that outlives its time limit and goes on into the transcript', async () => {
    const go = Promise.withResolvers<void>();
    const { session } = await open(
      (request, response) => {
        if (request.method !== 'GET') return void response.writeHead(405).end();
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        void go.promise.then(() => response.write(event({ jsonrpc: '2.0', method: 'notifications/x' })));
      },
      { revision: '2025-11-25' },
    );
    expect(await session.fetch({ method: 'GET', timeoutMs: 5000 })).toMatchObject({ outcome: 'accepted', status: 200 });
    const frames = session.collect(10_000, ({ kind }) => kind === 'message');
    go.resolve();
    expect((await frames).at(-1)).toMatchObject({ stream: 'get-1', sse: { event: 'message' } });
    expect(await session.fetch({ method: 'OPTIONS' })).toMatchObject({ outcome: 'http-error', status: 405 });
  });
});

describe('legacy sessions', () => {
  const legacy: Answer = (request, response, { id, method, params }) => {
    if (request.method === 'DELETE') response.writeHead(204).end();
    else if (method === 'initialize') {
      const { protocolVersion } = params as JsonObject;
      response.setHeader('Mcp-Session-Id', 'abc-123');
      sendJson(response, {
        jsonrpc: '2.0',
        id,
        result: { protocolVersion, capabilities: { tools: {} }, serverInfo: {} },
      });
    } else if (id === undefined || method === undefined) response.writeHead(202).end();
    else sendJson(response, { jsonrpc: '2.0', id, result: {} });
  };

  it('carries session id and version after the handshake, and deletes the session', async () => {
    const { session, server } = await open(legacy, { revision: '2025-06-18', handshake: 'full' });
    expect(session).toMatchObject({ sessionId: 'abc-123', capabilities: { tools: {} }, era: 'legacy' });
    await session.request('ping');
    expect(await session.close()).toMatchObject({ needed: 'http' });
    const seen = server.received.map(({ method, headers }) => [
      method,
      headers['mcp-session-id'],
      headers['mcp-protocol-version'],
    ]);
    expect(seen).toEqual([
      ['POST', undefined, undefined],
      ['POST', 'abc-123', '2025-06-18'],
      ['POST', 'abc-123', '2025-06-18'],
      ['DELETE', 'abc-123', '2025-06-18'],
    ]);
    expect(await session.request('ping')).toMatchObject({ outcome: 'closed' });
  });

  it('sends no version header before 2025-06-18', async () => {
    const { session, server } = await open(legacy, { revision: '2025-03-26', handshake: 'full' });
    await session.request('ping');
    expect(server.received.every(({ headers }) => !('mcp-protocol-version' in headers))).toBe(true);
  });

  it('answers a request of the server on its own post', async () => {
    const answered = Promise.withResolvers<JsonObject>();
    const { session } = await open(
      (request, response, message) => {
        if (message.method !== 'tools/call') {
          if (message.result !== undefined || message.error !== undefined) answered.resolve(message);
          return legacy(request, response, message);
        }
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', id: 's1', method: 'roots/list' })}\n\n`);
        const finish = () =>
          response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id: message.id ?? null, result: {} })}\n\n`);
        void answered.promise.then(finish);
      },
      { revision: '2025-11-25', handshake: 'full', onServerRequest: () => ({ roots: [] }) },
    );
    expect(await session.request('tools/call', { name: 'x' })).toMatchObject({ outcome: 'answered' });
    expect(await answered.promise).toEqual({ jsonrpc: '2.0', id: 's1', result: { roots: [] } });
  });

  it('records a refused handshake instead of throwing', async () => {
    const { session } = await open(
      (_request, response) => sendJson(response, { error: { code: -32602, message: 'x' } }, 400),
      {
        revision: '2025-11-25',
        handshake: 'full',
      },
    );
    expect(session.opening).toMatchObject({ outcome: 'answered', status: 400, error: { code: -32602 } });
  });
});

describe('connection failures', () => {
  it('throws a typed error when nothing listens', async () => {
    const server = await startTestServer(() => undefined);
    await server.close();
    const opened = openSession(
      { kind: 'http', url: server.url, headers: {} },
      { revision: '2026-07-28', transport: 'streamable-http', transcript: createTranscript() },
    );
    await expect(opened).rejects.toMatchObject({ name: 'WireError', code: 'unreachable' });
  });

  it('refuses what is not an HTTP URL, and the wrong transport', async () => {
    const options = { revision: '2026-07-28', transport: 'streamable-http', transcript: createTranscript() } as const;
    for (const url of ['file:///etc/hosts', 'no url', 'javascript:1']) {
      await expect(openSession({ kind: 'http', url, headers: {} }, options)).rejects.toMatchObject({
        code: 'bad-target',
      });
    }
    const http = { kind: 'http', url: 'http://127.0.0.1/', headers: {} } as const;
    await expect(openSession(http, { ...options, transport: 'stdio' })).rejects.toMatchObject({ code: 'bad-target' });
  });
});
