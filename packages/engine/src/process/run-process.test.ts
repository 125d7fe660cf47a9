import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { noInputs, processSettingsSchema, type SuiteInputs } from '@mcp-lab/contracts';
import { loadServerPath, tormentsServerPath } from '@mcp-lab/fixtures';
import type { Torment } from '@mcp-lab/fixtures/process/torments/torment';
import { findProcesses, legacyRevisions, type ServerProfile, type StdioTarget, type Target } from '@mcp-lab/wire';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunDocument } from '../run/run-document.ts';
import { type ProcessSuiteSettings, runProcess } from './run-process.ts';

const owner = 'process-suite-test';
const longMs = 120_000;

function stdio(torment?: Torment): StdioTarget {
  const args = torment === undefined ? [] : ['--torment', torment];
  return { kind: 'stdio', command: process.execPath, args: [tormentsServerPath, 'stdio', ...args], env: {} };
}

/** Little room for what is young: the rest it is given here is too short for V8 to tidy its garbage by itself. */
const smallHeap = '--max-semi-space-size=1';

/** In a process of its own: its memory is looked at. */
function withHttp<T>(torment: Torment | undefined, use: (target: Target) => Promise<T>): Promise<T> {
  return withServer([tormentsServerPath, 'http', ...(torment === undefined ? [] : ['--torment', torment])], use);
}

async function withServer<T>(args: string[], use: (target: Target) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [smallHeap, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return await use({ kind: 'http', url: String(line).trim(), headers: {} });
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

const startOf = (torment?: Torment) => ({
  command: process.execPath,
  args: [tormentsServerPath, 'http', '--port', '${PORT}', ...(torment === undefined ? [] : ['--torment', torment])],
});

function run(target: Target, only: string[], settings: Partial<ProcessSuiteSettings> = {}, start?: object) {
  const profile: ServerProfile = {
    transport: target.kind === 'stdio' ? 'stdio' : 'streamable-http',
    modern: [],
    legacy: [...legacyRevisions],
    unknownVersions: [],
    evidence: [],
  };
  const inputs: SuiteInputs = {
    ...noInputs,
    calls: { slow: { tool: 'linger', arguments: {} } },
    process: processSettingsSchema.parse({ seconds: 4, heapMegabytes: 30, restSeconds: 1, start }),
  };
  const asked = only.map((id) => `process:${id}`);
  const common = { target, profile, inputs, only: asked, seed: 1, toolVersion: '0', owner, requestTimeoutMs: 4_000 };
  return runProcess({ ...common, ...settings });
}

const verdictsOf = ({ results }: RunDocument) =>
  Object.fromEntries(results.map(({ checkId, verdict }) => [checkId.replace('process:', ''), verdict]));

afterAll(() => expect(findProcesses({ cookiePrefix: owner })).toEqual([]));

type Red = [torment: Torment, id: string, verdict: string, says: RegExp];

async function expectRed([torment, id, verdict, says]: Red): Promise<void> {
  const document = await run(stdio(torment), [id]);
  expect(verdictsOf(document), JSON.stringify(document.results, null, 1)).toEqual({ [id]: verdict });
  expect(document.results[0]?.reason).toMatch(says);
  expect(document.notRun.length).toBeGreaterThan(5);
}

// They watch what a process uses while it works: nothing should work beside it.
const leaking: Red[] = [
  ['leaks-memory', 'leak-memory', 'fail', /and goes on/],
  ['leaks-files', 'leak-files', 'fail', /open files from .* per 1,000 calls, 95 % interval/],
  ['leaks-threads', 'leak-threads', 'fail', /and goes on/],
];
test.each(leaking)('%s turns %s red', { timeout: longMs }, (...red) => expectRed(red));

test('leaks are looked for over HTTP+SSE, too', { timeout: longMs }, () =>
  withServer([loadServerPath, 'sse', 'leaks-files', '10'], async (target) => {
    const profile: ServerProfile = {
      transport: 'http-sse',
      modern: [],
      legacy: ['2024-11-05'],
      unknownVersions: [],
      evidence: [],
    };
    const document = await run(target, ['leak-files'], { profile });
    expect(verdictsOf(document), JSON.stringify(document.results, null, 1)).toEqual({ 'leak-files': 'fail' });
  }),
);

describe.concurrent('each torture', () => {
  const red: Red[] = [
    ['stays-at-eof', 'eof-exit', 'warn', /still running 4000 ms after its stdin was closed/],
    ['stays-at-term', 'term-exit', 'warn', /still running 4000 ms after SIGTERM; closing its stdin ended it/],
    ['leaves-child', 'orphans', 'fail', /1 after stdin closed, 1 after SIGTERM, 1 after SIGKILL/],
    ['prints-under-work', 'stdout-under-work', 'fail', /still working/],
    ['blocks-on-stderr', 'stderr-not-read', 'warn', /served again when it was read/],
    ['tires', 'nth-request', 'fail', /request \d+ on one session got error .*Too tired/],
    ['keeps-unread', 'slow-reader', 'warn', /its memory rose by/],
    ['reads-chunks', 'split-frames', 'fail', /byte by byte: 1 of 1 requests got no result/],
    ['one-by-one', 'head-of-line', 'warn', /only answered when linger was/],
    ['dies-of-cancels', 'abort-storm', 'fail', /after 100 given-up calls/],
  ];
  test.each(red)('%s turns %s red', { timeout: longMs }, (...one) => expectRed(one));
});

test('a sound server over stdio withstands all of it', { timeout: longMs }, async () => {
  const document = await run(stdio(), []);
  expect(verdictsOf(document), JSON.stringify(document.results, null, 1)).toEqual({
    startup: 'info',
    'eof-exit': 'pass',
    'term-exit': 'pass',
    'kill-exit': 'info',
    orphans: 'pass',
    'stdout-under-work': 'pass',
    'split-frames': 'pass',
    'head-of-line': 'pass',
    'nth-request': 'pass',
    'leak-memory': expect.stringMatching(/pass|info/),
    'leak-files': 'pass',
    'leak-threads': 'pass',
    'stderr-not-read': 'pass',
    'slow-reader': 'pass',
    'slow-http-reader': 'not-applicable',
    'slow-http-reader-memory': 'not-applicable',
    'abort-storm': 'pass',
    'session-after-restart': 'not-applicable',
    'abandoned-sessions': 'not-applicable',
    'abandoned-sessions-files': 'not-applicable',
  });
  expect(document).toMatchObject({ kind: 'process', summary: { outcome: 'passed' } });
});

describe('over HTTP', () => {
  const sessions = ['abandoned-sessions', 'session-after-restart'];

  test.runIf(process.platform === 'linux')(
    'sessions that nobody ends, and one of before a restart',
    async () => {
      const [sound, bad] = await Promise.all([
        withHttp(undefined, (target) => run(target, sessions, {}, startOf())),
        withHttp('keeps-sessions', (target) => run(target, sessions, {}, startOf('knows-no-404'))),
      ]);
      expect(verdictsOf(sound), JSON.stringify(sound.results, null, 1)).toEqual({
        'session-after-restart': 'pass',
        'abandoned-sessions': expect.stringMatching(/pass|info/),
      });
      expect(verdictsOf(bad), JSON.stringify(bad.results, null, 1)).toEqual({
        'session-after-restart': 'fail',
        'abandoned-sessions': 'fail',
      });
      const said = bad.results.map(({ reason }) => reason).join('\n');
      expect(said).toContain('expected HTTP 404; a session of before the restart got HTTP 503');
      expect(said).toMatch(
        /memory at rest rose by .* after 100, .* after 300 sessions that nobody ends: \d+ kB for each/,
      );
    },
    longMs,
  );

  const reader = 'slow-http-reader';
  const slow: [Torment | undefined, id: string, verdict: string, says: RegExp][] = [
    [undefined, reader, 'pass', /100 MB of answers, while nothing was read: others were answered within/],
    ['waits-for-readers', reader, 'fail', /another session got no answer .* served again when that client had gone/],
    ['dies-with-reader', reader, 'fail', /after that client had gone in the middle of its answers, tools.list got/],
    ['keeps-unread', `${reader}-memory`, 'warn', /its memory rose by \d+/],
  ];
  test.concurrent.each(slow)(
    'a client that does not read: %s, %s: %s',
    { timeout: longMs },
    async (torment, id, verdict, says) => {
      const document = await withHttp(torment, (target) => run(target, [`${reader}*`]));
      const found = document.results.find(({ checkId }) => checkId === `process:${id}`);
      expect(found, JSON.stringify(document.results, null, 1)).toMatchObject({ verdict });
      expect(found?.reason).toMatch(says);
      const memory = process.platform === 'linux' ? 'pass' : 'untestable';
      if (torment === undefined)
        expect(verdictsOf(document)).toEqual({ [reader]: 'pass', [`${reader}-memory`]: memory });
    },
  );

  test('without a way to start the server nothing is ended, and what to write stands there', async () => {
    const document = await withHttp(undefined, (target) => run(target, ['session-after-restart', 'eof-exit']));
    expect(verdictsOf(document)).toEqual({ 'session-after-restart': 'untestable', 'eof-exit': 'not-applicable' });
    const restart = document.results.find(({ checkId }) => checkId.endsWith('restart'));
    expect(restart?.reason).toContain("start:\n    command: node\n    args: [server.js, --port, '${PORT}']");
  });
});

test('the user ends it: nothing is left, and it says so', { timeout: longMs }, async () => {
  const controller = new AbortController();
  const document = await run(stdio(), ['leak-*'], {
    signal: controller.signal,
    onProgress: (event) => event.type === 'check-started' && controller.abort(),
  });
  expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
  expect(document.results).toEqual([]);
});
