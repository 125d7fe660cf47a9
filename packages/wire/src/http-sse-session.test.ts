import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createTranscript } from './create-transcript.ts';
import type { JsonObject } from './json.ts';
import type { OpenOptions } from './open-options.ts';
import { openSession } from './open-session.ts';
import { startTestServer } from './start-test-server.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A server of the old transport; `first` is what it writes to the stream at its opening. */
async function open(first: string, options: Partial<OpenOptions> = {}) {
  let stream: ServerResponse | undefined;
  const send = (message: JsonObject) => stream?.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  const server = await startTestServer((request, response) => {
    if (request.method === 'GET') {
      stream = response;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(first);
      return;
    }
    if (request.url !== '/messages?session=1') return void response.writeHead(404).end();
    response.writeHead(202).end('Accepted');
    const { id, method } = JSON.parse(request.body) as JsonObject;
    if (method === 'initialize') {
      const result = { protocolVersion: '2024-11-05', capabilities: { tools: {} }, serverInfo: { name: 'old' } };
      send({ jsonrpc: '2.0', id: id ?? null, result });
    } else if (id !== undefined && method === 'ping') send({ jsonrpc: '2.0', id, result: {} });
    else if (method === 'hang-up') stream?.end();
  });
  const transcript = createTranscript();
  const session = await openSession(
    { kind: 'http', url: server.url, headers: { Authorization: 'Bearer x' } },
    { revision: '2024-11-05', transport: 'http-sse', transcript, requestTimeoutMs: 10_000, ...options },
  );
  cleanups.push(server.close, () => session.close());
  return { session, server, transcript, send };
}

const endpoint = 'event: endpoint\ndata: /messages?session=1\n\n';

describe('HTTP+SSE', () => {
  it('posts to the endpoint and takes the answers from the stream', async () => {
    const { session, server, transcript } = await open(endpoint);
    expect(session.opening).toMatchObject({
      outcome: 'answered',
      status: 202,
      result: { protocolVersion: '2024-11-05' },
    });
    expect(session.capabilities).toEqual({ tools: {} });
    expect(await session.request('ping')).toMatchObject({ outcome: 'answered', result: {} });
    expect(server.received.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['GET', 'Bearer x'],
      ['POST', 'Bearer x'],
      ['POST', 'Bearer x'],
      ['POST', 'Bearer x'],
    ]);
    const answers = transcript.frames.filter(({ sse }) => sse !== undefined);
    expect(answers.map(({ stream, sse }) => [stream, sse?.event])).toEqual([
      ['get-1', 'endpoint'],
      ['get-1', 'message'],
      ['get-1', 'message'],
    ]);
  });

  it('hands on what the server sends unasked, and answers its requests', async () => {
    const { session, server, send } = await open(endpoint);
    const frames = session.collect(10_000, ({ stream }) => stream === 'post-3');
    send({ jsonrpc: '2.0', id: 1, method: 'ping' });
    expect((await frames).some(({ json }) => (json as JsonObject | undefined)?.method === 'ping')).toBe(true);
    expect(JSON.parse(server.received.at(-1)?.body ?? '')).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  });

  it('says so when the stream ends, and when the post is refused', async () => {
    const { session } = await open(endpoint);
    expect(await session.request('ping', undefined, { url: '/elsewhere' })).toMatchObject({
      outcome: 'http-error',
      status: 404,
    });
    expect(await session.request('hang-up')).toMatchObject({ outcome: 'closed' });
    expect(session.closed).toBe(true);
    expect(await session.request('ping')).toMatchObject({ outcome: 'closed' });
  });

  it.each([
    ['another origin', 'event: endpoint\ndata: http://127.0.0.2:9/messages\n\n', /another origin/],
    ['no URL', 'event: endpoint\ndata: http://[\n\n', /not a URL/],
    ['another event', 'event: message\ndata: {}\n\n', /not endpoint/],
  ])('refuses an endpoint of %s and records it', async (_name, first, failure) => {
    const { session, server } = await open(first);
    expect(session.opening).toMatchObject({ outcome: 'failed', failure: expect.stringMatching(failure) });
    expect(session.closed).toBe(true);
    expect(await session.request('ping')).toMatchObject({ outcome: 'closed' });
    expect(server.received).toHaveLength(1);
  });

  it('waits for the endpoint no longer than it may', async () => {
    const { session } = await open(': nothing\n\n', { requestTimeoutMs: 1000 });
    expect(session.opening).toMatchObject({ outcome: 'silent', status: 200 });
  });
});
