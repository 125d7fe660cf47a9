import type { ServerResponse } from 'node:http';
import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import { stdioServer } from '@mcp-lab/fixtures/sdk/sound-targets';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import { describe, expect, it } from 'vitest';
import { createTranscript } from './create-transcript.ts';
import { type DiscoverOptions, discoverServer } from './discover-server.ts';
import type { JsonObject } from './json.ts';
import { legacyRevisions } from './revision.ts';
import { type ReceivedRequest, startTestServer } from './start-test-server.ts';
import type { Target } from './target.ts';

function discover(target: Target, options: Partial<DiscoverOptions> = {}) {
  return discoverServer(target, { transcript: createTranscript(), timeoutMs: 20_000, ...options });
}

const discoverProcess = (name: ProcessFixture, options: Partial<DiscoverOptions> = {}) =>
  discover(processTarget(name), options);

async function discoverHttp(
  answer: (request: ReceivedRequest, response: ServerResponse, message: JsonObject) => void,
  options: Partial<DiscoverOptions> = {},
) {
  const server = await startTestServer((request, response) => {
    answer(request, response, request.body === '' ? {} : JSON.parse(request.body));
  });
  try {
    return {
      profile: await discover({ kind: 'http', url: server.url, headers: {} }, options),
      received: server.received,
    };
  } finally {
    await server.close();
  }
}

const sendJson = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

describe('the official SDK', () => {
  it('speaks both eras over stdio', async () => {
    const transcript = createTranscript();
    const profile = await discover(stdioServer(), { transcript });
    expect(profile).toMatchObject({
      transport: 'stdio',
      modern: ['2026-07-28'],
      legacy: [...legacyRevisions],
      serverInfo: { name: 'sound-server' },
      instructions: expect.any(String),
    });
    expect(profile.failure).toBeUndefined();
    expect(profile.evidence.map(({ concludes }) => concludes)).toEqual([
      'modern',
      'legacy',
      'legacy',
      'legacy',
      'legacy',
    ]);
    const spawns = transcript.frames.filter(({ note }) => note?.startsWith('spawned'));
    expect(new Set(spawns.map(({ note }) => note)).size).toBe(5);
    for (const { frames } of profile.evidence) expect(transcript.frames[frames?.[0] ?? -1]?.note).toMatch(/^spawned/);
  });

  it('speaks both eras over HTTP', async () => {
    const server = await startHttpServer();
    try {
      const profile = await discover({ kind: 'http', url: server.url, headers: {} });
      expect(profile).toMatchObject({
        transport: 'streamable-http',
        modern: ['2026-07-28'],
        legacy: [...legacyRevisions],
        capabilities: { tools: {} },
      });
    } finally {
      await server.close();
    }
  });
});

describe('processes', () => {
  it('finds a legacy server behind a banner, and notes the banner', async () => {
    const profile = await discoverProcess('prints-banner');
    expect(profile).toMatchObject({ modern: [], legacy: [...legacyRevisions], serverInfo: { name: 'bare' } });
    expect(profile.evidence[0]).toMatchObject({
      probe: 'server/discover 2026-07-28',
      observed: 'error -32601',
      concludes: 'not-modern',
      note: expect.stringContaining('*** Demo server'),
    });
  });

  it('explains a command that is not there', async () => {
    const { failure, evidence } = await discover({ ...processTarget('answers'), command: 'no-such-command-here' });
    expect(failure).toMatchObject({ kind: 'not-startable', hint: expect.stringContaining('Install') });
    expect(evidence).toEqual([]);
  });

  it('explains an exit by code and last words', async () => {
    const { failure, evidence } = await discoverProcess('exits-at-once');
    expect(failure?.kind).toBe('exited');
    expect(failure?.message).toMatch(/code 3.*DEMO_API_KEY is not set/s);
    expect(failure?.hint).toContain('environment variable');
    expect(evidence.map(({ observed }) => observed)).toEqual(['exit 3', 'exit 3']);
  });

  it('explains silence', async () => {
    const { failure, evidence } = await discoverProcess('never-answers', { timeoutMs: 100 });
    expect(failure).toMatchObject({ kind: 'silent' });
    expect(evidence.map(({ observed }) => observed)).toEqual(['timeout', 'timeout']);
  });

  it('ends with its signal', async () => {
    const abort = new AbortController();
    const transcript = createTranscript();
    transcript.onFrame(({ stream }) => {
      if (stream === 'stdin') abort.abort();
    });
    const discovery = discoverProcess('never-answers', { transcript, signal: abort.signal });
    await expect(discovery).rejects.toMatchObject({ name: 'WireError', code: 'aborted' });
  });
});

describe('URLs', () => {
  const initialize = (version: string, message: JsonObject) => ({
    jsonrpc: '2.0',
    id: message.id,
    result: { protocolVersion: version, capabilities: {}, serverInfo: { name: 'http' } },
  });

  it('takes a counter-offer as the one revision, and deletes every session', async () => {
    const { profile, received } = await discoverHttp((request, response, message) => {
      if (request.method === 'DELETE') return void response.writeHead(200).end();
      if (message.method !== 'initialize') {
        return void sendJson(
          response,
          { jsonrpc: '2.0', id: null, error: { code: -32000, message: 'No session' } },
          400,
        );
      }
      response.setHeader('mcp-session-id', 's');
      sendJson(response, initialize('2025-03-26', message));
    });
    expect(profile).toMatchObject({ modern: [], legacy: ['2025-03-26'] });
    expect(profile.evidence.map(({ concludes }) => concludes)).toEqual([
      'not-modern',
      'not-legacy',
      'not-legacy',
      'legacy',
      'not-legacy',
    ]);
    expect(received.filter(({ method }) => method === 'DELETE')).toHaveLength(4);
    expect(received.filter(({ headers }) => 'mcp-protocol-version' in headers)).toHaveLength(1);
  });

  it('finds a modern-only server, and names versions it does not know', async () => {
    const { profile } = await discoverHttp((_request, response, { id, method }) => {
      if (method === 'server/discover') {
        const result = { resultType: 'complete', supportedVersions: ['2026-07-28', '2027-03-01'], capabilities: {} };
        return void sendJson(response, { jsonrpc: '2.0', id, result });
      }
      const data = { supported: ['2026-07-28'], requested: 'x' };
      sendJson(response, { jsonrpc: '2.0', id, error: { code: -32022, message: 'Unsupported', data } }, 400);
    });
    expect(profile).toMatchObject({ modern: ['2026-07-28'], legacy: [], unknownVersions: ['2027-03-01'] });
    expect(profile.evidence[1]).toMatchObject({ observed: 'error -32022', note: 'the error names 2026-07-28' });
  });

  it('says that a server is newer than this build', async () => {
    const { profile } = await discoverHttp((_request, response, { id }) => {
      const data = { supported: ['2027-03-01'], requested: '2026-07-28' };
      sendJson(response, { jsonrpc: '2.0', id, error: { code: -32022, message: 'Unsupported', data } }, 400);
    });
    expect(profile).toMatchObject({ modern: [], legacy: [], unknownVersions: ['2027-03-01'] });
    expect(profile.failure).toMatchObject({ kind: 'not-mcp', message: expect.stringContaining('2027-03-01') });
  });

  it('falls back to HTTP+SSE', async () => {
    let stream: ServerResponse | undefined;
    const { profile } = await discoverHttp((request, response, message) => {
      if (request.method === 'GET') {
        stream = response.writeHead(200, { 'content-type': 'text/event-stream' });
        stream.write('event: endpoint\ndata: /messages\n\n');
      } else if (request.url === '/messages') {
        response.writeHead(202).end();
        stream?.write(`data: ${JSON.stringify(initialize('2024-11-05', message))}\n\n`);
      } else response.writeHead(405).end();
    });
    expect(profile).toMatchObject({ transport: 'http-sse', modern: [], legacy: ['2024-11-05'] });
  });

  it.each([
    ['auth-required', 401, {}],
    ['auth-required', 403, {}],
    ['outage', 503, {}],
    ['not-mcp', 404, { 'content-type': 'text/html' }],
    ['not-mcp', 200, { 'content-type': 'text/html' }],
    ['not-mcp', 301, { location: '/there' }],
  ])('explains %s by HTTP %i', async (kind, status, headers) => {
    const { profile } = await discoverHttp((_request, response) => response.writeHead(status, headers).end('<html>'));
    expect(profile).toMatchObject({ transport: 'streamable-http', failure: { kind } });
    expect(profile.failure?.message).toContain(String(status));
    expect(profile.failure?.hint).toBeTruthy();
  });

  it('explains a server that does not answer, and one that is not there', async () => {
    const { profile } = await discoverHttp(() => undefined, { timeoutMs: 50 });
    expect(profile.failure?.kind).toBe('outage');
    const gone = await startTestServer(() => undefined);
    await gone.close();
    const { failure } = await discover({ kind: 'http', url: gone.url, headers: {} });
    expect(failure).toMatchObject({ kind: 'unreachable', hint: expect.stringContaining('start the server') });
  });

  it('looks at one transport only when told to', async () => {
    const { profile, received } = await discoverHttp((_request, response) => response.writeHead(404).end(), {
      transport: 'http-sse',
    });
    expect(profile).toMatchObject({ transport: 'http-sse', failure: { kind: 'not-mcp' } });
    expect(received.map(({ method }) => method)).toEqual(['GET']);
  });
});
