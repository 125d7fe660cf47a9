import { bareServerPath } from '@mcp-lab/fixtures';
import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import { stdioServer } from '@mcp-lab/fixtures/sdk/sound-targets';
import { afterEach, describe, expect, test } from 'vitest';
import type { Revision } from '../revision.ts';
import type { StdioTarget } from '../target.ts';
import type { LoadAnswer, LoadSession, LoadSessionOptions } from './load-session.ts';
import { openLoadSession } from './open-load-session.ts';
import { callAll, tally } from './test-support/call-all.ts';

const sessions: LoadSession[] = [];
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});

async function open(target: StdioTarget, options: Partial<LoadSessionOptions> = {}): Promise<LoadSession> {
  const session = await openLoadSession(target, {
    revision: '2025-11-25',
    transport: 'stdio',
    requestTimeoutMs: 20_000,
    openingTimeoutMs: 20_000,
    ...options,
  });
  sessions.push(session);
  return session;
}

const start = (name: ProcessFixture, options?: Partial<LoadSessionOptions>) => open(processTarget(name), options);
const bare = (...args: string[]): StdioTarget => ({
  kind: 'stdio',
  command: process.execPath,
  args: [bareServerPath, 'stdio', ...args],
  env: {},
});

/** A server that says, when asked, of which requests it was told that nobody waits for them: a for id 1, and why. */
const cancellationKeeper: StdioTarget = {
  kind: 'stdio',
  command: process.execPath,
  args: [
    '-e',
    `let letters = '', reasons = new Set();
    const answer = (id, members) => console.log(JSON.stringify({ jsonrpc: '2.0', id, ...members }));
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method, params } = JSON.parse(line);
      if (method === 'initialize') answer(id, { result: { protocolVersion: params.protocolVersion } });
      if (method === 'notifications/cancelled') letters += String.fromCharCode(96 + params.requestId), reasons.add(params.reason);
      if (method === 'cancelled') answer(id, { error: { code: 1, message: letters + ' ' + [...reasons] } });
    });`,
  ],
  env: {},
};

/** A server that leaves at the first call, and leaves a child behind that keeps its stdout open. */
const leaver: StdioTarget = {
  kind: 'stdio',
  command: process.execPath,
  args: [
    '-e',
    `require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method, params } = JSON.parse(line);
      if (method === 'initialize') console.log(JSON.stringify({ jsonrpc: '2.0', id, result: { protocolVersion: params.protocolVersion } }));
      if (method !== 'ping') return;
      const stay = ['-e', 'setTimeout(() => {}, 600_000)'];
      require('node:child_process').spawn(process.execPath, stay, { stdio: ['ignore', 'inherit', 'ignore'] }).once('spawn', () => process.exit(3));
    });`,
  ],
  env: {},
};

describe('a sound server', () => {
  test.each<Revision>(['2024-11-05', '2026-07-28'])('carries many calls at once at %s', async (revision) => {
    const session = await open(bare(), { revision });
    const echo = session.prepare('tools/call', { name: 'echo', arguments: { text: 'é $n' } });
    const answers = await callAll(session, echo, 300);
    expect(tally(answers)).toEqual({ 'ok: ': 300 });
    expect(session.inFlight).toBe(0);
    for (const { sentNs, firstByteNs, endedNs, bytesSent, bytesReceived } of answers) {
      expect(firstByteNs).toBeGreaterThanOrEqual(sentNs);
      expect(endedNs).toBeGreaterThanOrEqual(firstByteNs ?? Number.POSITIVE_INFINITY);
      expect(bytesSent).toBeGreaterThan(80);
      expect(bytesReceived).toBeGreaterThan(60);
    }
    expect(await session.close()).toMatchObject({ needed: 'eof', orphans: 0 });
    expect(session.closed).toBe(true);
    expect(tally(await callAll(session, echo, 2))).toEqual({ 'cancelled: the session was closed': 2 });
  });

  test('of the official SDK stays in the era it was opened in', async () => {
    for (const revision of ['2025-11-25', '2026-07-28'] as const) {
      const session = await open(stdioServer(), { revision });
      const add = session.prepare('tools/call', { name: 'add', arguments: { a: '$n', b: '$vu' } });
      expect(tally(await callAll(session, add, 50))).toEqual({ 'ok: ': 50 });
      const unknown = session.prepare('nope', {});
      expect(tally(await callAll(session, unknown, 2))).toEqual({
        'protocol_error: error -32601: Method not found': 2,
      });
    }
  });
});

describe('a process that misbehaves', () => {
  test.each<ProcessFixture>(['floods-stdout', 'floods-stderr', 'prints-banner', 'giant-line'])(
    '%s: still carries calls',
    async (name) => {
      const session = await start(name);
      expect(tally(await callAll(session, session.prepare('ping', {}), 20))).toEqual({ 'ok: ': 20 });
    },
  );

  test('speaks another protocol', async () => {
    const session = await start('hostile-text');
    const kinds = tally(await callAll(session, session.prepare('ping', {}), 20));
    expect(kinds).toEqual({ 'protocol_error: an answer without jsonrpc "2.0"': 20 });
  });

  test('dies: everything under way is a crash, and so is what follows', async () => {
    const session = await start('answers');
    const ping = session.prepare('ping', {});
    session.process?.signal('SIGSTOP');
    const waiting = callAll(session, ping, 100);
    expect(session.inFlight).toBe(100);
    setImmediate(() => session.process?.signal('SIGKILL'));
    const detail = 'crash: the server exited with signal SIGKILL';
    expect(tally(await waiting)).toEqual({ [detail]: 100 });
    expect(session.closed).toBe(true);
    expect(tally(await callAll(session, ping, 3))).toEqual({ [detail]: 3 });
    expect(await session.close()).toMatchObject({ needed: 'gone', signal: 'SIGKILL' });
  });

  test('is gone while its stdout stays open: what waited for it met a crash, and was not called off', async () => {
    const session = await open(leaver);
    const waiting = callAll(session, session.prepare('ping', {}), 3);
    await expect.poll(() => session.closed, { timeout: 20_000 }).toBe(true);
    await session.close();
    expect(tally(await waiting)).toEqual({ 'crash: the server exited with code 3': 3 });
  });

  test('dies under users who call again at once', async () => {
    const session = await start('answers');
    const ping = session.prepare('ping', {});
    const kinds = new Set<string>();
    let left = 3_000;
    await new Promise<void>((resolve) => {
      const again = (answer?: LoadAnswer): void => {
        if (answer !== undefined) kinds.add(answer.outcome);
        if (left-- > 0) session.call(ping, { n: 1, vu: 1 }, again);
        else resolve();
        if (left === 2_000) session.process?.signal('SIGKILL');
      };
      for (let user = 0; user < 8; user++) again();
    });
    expect([...kinds]).toEqual(['ok', 'crash']);
  });

  test('does not read: calls time out, what was not sent never is, and late answers belong to nobody', async () => {
    const session = await start('answers', { requestTimeoutMs: 500 });
    const large = session.prepare('nope', { text: 'x'.repeat(20_000) });
    session.process?.signal('SIGSTOP');
    const answers = await callAll(session, large, 500);
    expect(tally(answers)).toEqual({ 'timeout: no answer within 500 ms': 500 });
    const sent = answers.filter(({ bytesSent }) => bytesSent > 0);
    // 10 MB were called; a pipe and one turn of writing hold less than one.
    expect(sent.length).toBeLessThan(60);
    expect(session.inFlight).toBe(0);
    session.process?.signal('SIGCONT');
    const patient = session.prepare('ping', {});
    await expect
      .poll(async () => tally(await callAll(session, patient, 5)), { timeout: 20_000 })
      .toEqual({ 'ok: ': 5 });
  });

  test('is told of calls that timed out, by their ids, and never of its opening', async () => {
    const session = await open(cancellationKeeper, { requestTimeoutMs: 300 });
    expect(tally(await callAll(session, session.prepare('silence', {}), 3))).toEqual({
      'timeout: no answer within 300 ms': 3,
    });
    const ask = async () => (await callAll(session, session.prepare('cancelled', {}), 1))[0]?.detail;
    await expect.poll(ask).toBe('error 1: bcd timed out');
  });

  test('ends with its session, whatever is under way, and with the signal of the run', async () => {
    const running = new AbortController();
    const session = await start('answers', { signal: running.signal });
    session.process?.signal('SIGSTOP');
    const waiting = callAll(session, session.prepare('ping', {}), 5);
    running.abort();
    expect(tally(await waiting)).toEqual({ 'cancelled: the run was cancelled': 5 });
    const other = await start('answers');
    const otherWaiting = callAll(other, other.prepare('ping', {}), 5);
    const stopped = other.close();
    expect(Object.keys(tally(await otherWaiting))).toEqual(['cancelled: the session was closed']);
    expect(await stopped).toMatchObject({ needed: 'eof', orphans: 0 });
  });

  test('answers with errors of the tool', async () => {
    const session = await open(stdioServer());
    const wrong = session.prepare('tools/call', { name: 'add', arguments: { a: 'no number $n' } });
    const kinds = Object.keys(tally(await callAll(session, wrong, 10)));
    expect(kinds).toHaveLength(1);
    expect(kinds[0]).toMatch(/^(tool_error|protocol_error): /);
  });

  test.each<[ProcessFixture, RegExp]>([
    ['never-answers', /did not answer initialize: no answer within 300 ms/],
    ['never-reads', /did not answer initialize/],
    ['exits-mid-line', /answered initialize with undefined/],
    ['exits-at-once', /did not answer initialize: the server exited/],
  ])('%s: does not open', async (name, message) => {
    const opening = start(name, { openingTimeoutMs: name.startsWith('never') ? 300 : 20_000 });
    await expect(opening).rejects.toMatchObject({ name: 'WireError', code: 'not-opened', message });
  });
});

test('what cannot be started, and what no command is spoken to over', async () => {
  const missing: StdioTarget = { kind: 'stdio', command: '/nowhere/at/all', args: [], env: {} };
  await expect(open(missing)).rejects.toMatchObject({ code: 'not-found' });
  await expect(open(bare(), { transport: 'streamable-http' })).rejects.toMatchObject({ code: 'bad-target' });
  const session = await open(bare());
  expect(() => session.call({ method: 'ping' }, { n: 0, vu: 0 }, () => undefined)).toThrow(TypeError);
});
