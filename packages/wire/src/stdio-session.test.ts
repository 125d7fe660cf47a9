import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import { stdioServer } from '@mcp-lab/fixtures/sdk/sound-targets';
import { afterEach, describe, expect, it } from 'vitest';
import type { Session } from './connection.ts';
import { createTranscript } from './create-transcript.ts';
import { followRounds } from './follow-rounds.ts';
import type { JsonObject } from './json.ts';
import type { OpenOptions } from './open-options.ts';
import { openSession } from './open-session.ts';
import type { StdioTarget } from './target.ts';

const sessions: Session[] = [];
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close({ graceMs: 200 })));
});

async function open(target: StdioTarget, options: Partial<OpenOptions> = {}) {
  const transcript = createTranscript();
  const session = await openSession(target, {
    revision: '2025-11-25',
    transport: 'stdio',
    requestTimeoutMs: 20_000,
    transcript,
    ...options,
  });
  sessions.push(session);
  return { session, transcript };
}

const start = (name: ProcessFixture, options: Partial<OpenOptions> = {}) => open(processTarget(name), options);

describe('a bare process', () => {
  it('shakes hands, answers, and shows all of it in the transcript', async () => {
    const { session, transcript } = await start('answers');
    expect(session.opening).toMatchObject({ outcome: 'answered', result: { protocolVersion: '2025-11-25' } });
    expect(await session.request('ping')).toMatchObject({ outcome: 'answered', result: {} });
    expect(await session.request('nope')).toMatchObject({ outcome: 'answered', error: { code: -32601 } });
    expect(await session.close({ graceMs: 15_000 })).toMatchObject({ needed: 'eof', orphans: 0 });
    expect(transcript.frames.map(({ kind, direction }) => `${direction} ${kind}`)).toEqual([
      'sent lifecycle',
      'sent message',
      'received message',
      'sent message',
      'sent message',
      'received message',
      'sent message',
      'received message',
      'sent lifecycle',
      'received lifecycle',
    ]);
    expect(transcript.frames.map(({ seq }) => seq)).toEqual(transcript.frames.map((_, index) => index));
    expect(await session.request('ping')).toMatchObject({ outcome: 'closed' });
  });

  it('stops before `initialized`, or before everything, when told to', async () => {
    const half = await start('answers', { handshake: 'initialize' });
    expect(half.transcript.frames.filter(({ stream }) => stream === 'stdin')).toHaveLength(1);
    const none = await start('answers', { handshake: 'none' });
    expect(none.session.opening).toBeUndefined();
    expect(none.transcript.frames.filter(({ stream }) => stream === 'stdin')).toHaveLength(0);
  });

  it('requests another version than its own revision', async () => {
    const { session } = await start('answers', { requestedVersion: '1999-01-01' });
    expect(session).toMatchObject({ revision: '2025-11-25', opening: { result: { protocolVersion: '1999-01-01' } } });
  });

  it('correlates many requests under way at once', async () => {
    const { session } = await start('answers');
    const ids = [...Array(200).keys()].map((index) => (index % 2 === 0 ? index : `id-${index}`));
    const replies = await Promise.all(ids.map((id) => session.request('ping', undefined, { id })));
    expect(replies.map(({ message }) => message?.id)).toEqual(ids);
  });

  it('shows a banner as a frame that does not parse, and works', async () => {
    const { session, transcript } = await start('prints-banner');
    expect(session.opening?.outcome).toBe('answered');
    const [banner, blank] = transcript.frames.filter(({ stream }) => stream === 'stdout');
    expect(banner).toMatchObject({ parseError: expect.any(String), terminated: true });
    expect(blank).toMatchObject({ parseError: 'empty' });
    expect(session.opening?.related).toHaveLength(2);
  });

  it('keeps a giant line out of memory, and works', async () => {
    const { session, transcript } = await start('giant-line', { limits: { maxFrameBytes: 10_000 } });
    expect(session.opening?.outcome).toBe('answered');
    const giant = transcript.frames.find(({ droppedBytes }) => droppedBytes > 0);
    expect(giant).toMatchObject({ json: undefined, parseError: 'longer than 10000 bytes' });
  });

  it.each(['floods-stdout', 'floods-stderr'] as const)('works although it %s past the cap', async (name) => {
    const transcript = createTranscript({ maxTranscriptBytes: 1024 * 1024, maxStderrBytes: 100_000 });
    const { session } = await start(name, { transcript });
    expect(session.opening?.outcome).toBe('answered');
    expect(transcript.dropped.bytes).toBeGreaterThan(2 * 1024 * 1024);
  });

  it('records an exit instead of an answer, and does not throw', async () => {
    const { session } = await start('exits-at-once');
    expect(session.opening).toMatchObject({ outcome: 'closed', failure: 'the process exited with code 3' });
    expect(session.closed).toBe(true);
  });

  it('takes an answer whose line end is missing', async () => {
    const { session } = await start('exits-mid-line', { handshake: 'none' });
    const reply = await session.request('ping');
    expect(reply).toMatchObject({ outcome: 'answered', result: { last: true }, frame: { terminated: false } });
  });

  it('does not wait longer than it may', async () => {
    const { session } = await start('never-answers', { requestTimeoutMs: 50 });
    expect(session.opening?.outcome).toBe('silent');
    expect(await session.sendRaw('{"half', { timeoutMs: 20, terminate: false })).toMatchObject({ outcome: 'silent' });
    expect(await session.notify('notifications/x')).toMatchObject({ outcome: 'silent' });
    expect(await session.collect(10)).toEqual([]);
  });

  it('sends odd envelopes and bytes as they are', async () => {
    const { session, transcript } = await start('answers');
    expect(await session.send({ jsonrpc: '2.0', id: null, method: 'ping' })).toMatchObject({ message: { id: null } });
    const reply = await session.sendRaw('{ "id" : "x", "method" : "ping" }\r');
    expect(reply).toMatchObject({ outcome: 'answered', message: { id: 'x' } });
    const sent = transcript.frames.findLast(({ stream }) => stream === 'stdin');
    expect(Buffer.from(sent?.raw ?? []).toString()).toBe('{ "id" : "x", "method" : "ping" }\r');
  });

  it('has no HTTP', async () => {
    const { session } = await start('answers');
    expect(() => session.fetch({ method: 'GET' })).toThrow(TypeError);
  });

  it('throws a typed error when it cannot start', async () => {
    const missing = open({ ...processTarget('answers'), command: '/no/such/command' });
    await expect(missing).rejects.toMatchObject({ name: 'WireError', code: 'not-found' });
    await expect(start('answers', { transport: 'http-sse' })).rejects.toMatchObject({ code: 'bad-target' });
    await expect(start('answers', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('is killed by its signal', async () => {
    const abort = new AbortController();
    const { session } = await start('ignores-term', { signal: abort.signal });
    const reply = session.request('never/answered', undefined, { bare: true });
    await reply;
    const pending = session.send({ jsonrpc: '2.0', method: 'nothing/comes' });
    abort.abort();
    expect(await pending).toMatchObject({ outcome: 'closed' });
    expect(await session.close()).toMatchObject({ signal: 'SIGKILL' });
  });
});

describe('the official SDK, modern', () => {
  const openModern = (options: Partial<OpenOptions> = {}) =>
    open(stdioServer(), { revision: '2026-07-28', ...options });

  it('discovers and calls', async () => {
    const { session } = await openModern();
    expect(session.opening?.result).toMatchObject({ supportedVersions: expect.arrayContaining(['2026-07-28']) });
    expect(session.capabilities).toHaveProperty('tools');
    const reply = await session.request('tools/call', { name: 'echo', arguments: { text: 'ü' } });
    expect(reply.result).toMatchObject({ resultType: 'complete', content: [{ type: 'text', text: 'ü' }] });
  });

  it('relates progress to its call', async () => {
    const { session } = await openModern();
    const params = { name: 'slow_echo', arguments: { text: 'x', delayMs: 4, steps: 4 } };
    const reply = await session.request('tools/call', params, { meta: { progressToken: 'p' } });
    expect(reply.related.map(({ json }) => (json as JsonObject).method)).toEqual(
      Array(4).fill('notifications/progress'),
    );
  });

  it('follows rounds of input', async () => {
    const { session } = await openModern({ clientCapabilities: { elicitation: { form: {} } } });
    const params = { name: 'confirm', arguments: { question: 'Sure?' } };
    const answer = (requests: JsonObject) =>
      Object.fromEntries(Object.keys(requests).map((key) => [key, { action: 'accept', content: { confirm: true } }]));
    const done = await followRounds(session, 'tools/call', params, answer);
    expect(done.ended).toBe('complete');
    expect(done.replies).toHaveLength(2);
    expect(done.replies[1]?.result).toMatchObject({ content: [{ text: 'yes' }] });
    expect(done.replies[0]?.message?.id).not.toBe(done.replies[1]?.message?.id);
    expect(await followRounds(session, 'tools/call', params, () => null)).toMatchObject({ ended: 'declined' });
    expect(await followRounds(session, 'tools/call', params, answer, { maxRounds: 1 })).toMatchObject({
      ended: 'too-many',
    });
  });

  it('listens on the shared pipe until it cancels', async () => {
    const { session, transcript } = await openModern();
    const stream = await session.listen({ toolsListChanged: true });
    expect(stream.open).toBe(true);
    expect(stream.frames[0]?.json).toMatchObject({ method: 'notifications/subscriptions/acknowledged' });
    expect((await session.request('tools/list')).outcome).toBe('answered');
    expect(stream.frames).toHaveLength(1);
    await stream.close();
    expect(stream.open).toBe(false);
    const sent = transcript.frames.filter(({ stream: name }) => name === 'stdin').at(-1);
    expect(sent?.json).toMatchObject({ method: 'notifications/cancelled', params: { requestId: stream.id } });
  });

  it('gives the refusal of a listen as its only frame', async () => {
    const { session } = await open(processTarget('answers'), { revision: '2026-07-28', handshake: 'none' });
    const stream = await session.listen({ toolsListChanged: true });
    expect(stream.open).toBe(false);
    expect(stream.frames.map(({ json }) => json)).toMatchObject([{ error: { code: -32601 } }]);
  });
});
