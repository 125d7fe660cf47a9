import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sdkStdioServerPath } from '@mcp-lab/fixtures';
import { findProcesses, revisions, type ServerProfile, type StdioTarget } from '@mcp-lab/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileCache } from '../checks/gate/compile-cache.ts';
import type { ProgressEvent } from '../run/progress.ts';
import type { RunDocument } from '../run/run-document.ts';
import type { Check } from './check.ts';
import { judgeTranscript } from './judge-transcript.ts';
import { type ConformanceOptions, runConformance } from './run-conformance.ts';

const soundServer = sdkStdioServerPath;
const target: StdioTarget = { kind: 'stdio', command: process.execPath, args: [soundServer], env: compileCache };

const profile: ServerProfile = {
  transport: 'stdio',
  modern: ['2026-07-28'],
  legacy: ['2025-06-18'],
  unknownVersions: [],
  evidence: [],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-lab-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function check(id: string, run: Check['run'], extra: Partial<Check> = {}): Check {
  return {
    id,
    area: 'jsonrpc',
    title: id,
    level: 'MUST',
    revisions,
    transports: ['stdio'],
    isolation: 'session',
    spec: 'basic/index#messages',
    fix: 'Fix it.',
    run,
    ...extra,
  };
}

const listsTools = check('lists-tools', async (context) => {
  const session = await context.open();
  if (session.opening?.outcome !== 'answered') return context.untestable('no opening');
  const reply = await session.request('tools/list');
  return reply.result ? context.passed('listed', reply.sent) : context.violated('no list', reply.sent);
});

/** Runs at the modern revision and proves that nothing of it is left behind. */
async function run(checks: Check[], options: Partial<ConformanceOptions> = {}): Promise<RunDocument> {
  const owner = `run-test-${folder.slice(-6)}`;
  const document = await runConformance({
    target,
    seed: 7,
    toolVersion: '0.0.0',
    owner,
    checks,
    revisions: ['2026-07-28'],
    profile,
    ...options,
  });
  expect(findProcesses({ cookiePrefix: owner })).toEqual([]);
  return document;
}

test('a check that throws is an error of its own and hurts no other', async () => {
  const broken = check('broken', () => {
    throw new Error('a slip of ours');
  });
  const document = await run([broken, listsTools]);
  expect(document.results.map(({ checkId, verdict }) => [checkId, verdict])).toEqual([
    ['broken', 'error'],
    ['lists-tools', 'pass'],
  ]);
  expect(document.results[0]?.reason).toContain('a slip of ours');
  expect(document.summary.outcome).toBe('incomplete');
});

test('a check that does not end is untestable and its process is gone', async () => {
  const endless = check('endless', async (context) => {
    const session = await context.open();
    await session.collect(600_000);
    return context.passed('never');
  });
  const document = await run([endless, listsTools], { checkTimeoutMs: 1_500 });
  expect(document.results[0]).toMatchObject({ verdict: 'untestable' });
  expect(document.results[0]?.reason).toContain('did not finish within 1500 ms');
  expect(document.results[1]).toMatchObject({ verdict: 'pass' });
});

test('verdicts follow the level, evidence and repro point at the frames', async () => {
  const levels = (['MUST', 'SHOULD', 'MAY'] as const).map((level) =>
    check(
      `a-${level}`,
      async (context) => {
        const session = await context.open();
        const reply = await session.request('prompts/list');
        return context.violated('as an example', [...reply.sent, reply.frame]);
      },
      { level },
    ),
  );
  const { results, transcript } = await run(levels);
  expect(results.map(({ verdict, severity }) => [verdict, severity])).toEqual([
    ['fail', 'high'],
    ['warn', 'low'],
    ['info', 'none'],
  ]);
  const [first] = results;
  const shown = transcript.frames.filter((frame) => first?.evidence.includes(frame.seq)).map((frame) => frame.text);
  expect(shown[0]).toContain('"prompts/list"');
  expect(shown[1]).toContain('"prompts"');
  expect(first?.repro.cli).toMatch(/^mcp-lab test --only a-MUST --revision 2026-07-28 --seed 7 .*-- /);
  expect(first?.repro.shell).toMatch(/^\(printf '%s\\n' '\{"jsonrpc".*; sleep 2\) \| /);
  expect(first?.spec.url).toBe('https://modelcontextprotocol.io/specification/2026-07-28/basic/index#messages');
});

test('a target that cannot be started is an outcome with a hint', async () => {
  const document = await run([listsTools], {
    target: { ...target, command: join(folder, 'nothing-here') },
    profile: undefined,
  });
  expect(document.summary).toMatchObject({ outcome: 'unreachable' });
  expect(document.summary.hint).not.toBeNull();
  expect(document.results).toEqual([]);
});

test('cancelling ends the run, keeps what is known and leaves no process', async () => {
  const controller = new AbortController();
  const waiting = check('waiting', async (context) => {
    const session = await context.open();
    await session.request('tools/list');
    controller.abort();
    await session.collect(600_000);
    return context.passed('never');
  });
  const document = await run([listsTools, waiting, check('after', listsTools.run)], {
    signal: controller.signal,
    concurrency: 1,
  });
  expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
  expect(document.results.map(({ verdict }) => verdict)).toEqual(['pass', 'untestable', 'untestable']);
});

test('a run that was cancelled before it began is still a document', async () => {
  const document = await run([listsTools], { signal: AbortSignal.abort() });
  expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
});

test('the time of a run is bounded', async () => {
  const slow = check('slow', async (context) => {
    const session = await context.open();
    await session.collect(600_000);
    return context.passed('never');
  });
  const document = await run([slow, listsTools], { maxRunMs: 1_500, concurrency: 1 });
  expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: false });
  expect(document.results.map(({ verdict }) => verdict)).toEqual(['untestable', 'untestable']);
});

test('a server that stops answering ends the run instead of running into every timeout', async () => {
  const marker = join(folder, 'dead');
  const script = join(folder, 'server.mjs');
  const sound = JSON.stringify(soundServer);
  // Sound until the marker exists; from then on no process comes up any more.
  writeFileSync(
    script,
    `import { existsSync } from 'node:fs';
     if (existsSync(${JSON.stringify(marker)})) process.exit(1); else await import(${sound});`,
  );
  const kills = check('a-kills', async (context) => {
    const session = await context.open();
    writeFileSync(marker, '');
    return context.passed('done', session.opening?.sent);
  });
  const others = Array.from({ length: 12 }, (_, index) => check(`b-${index}`, listsTools.run));
  const document = await run([kills, ...others], {
    target: { ...target, args: [script] },
    concurrency: 1,
  });
  expect(document.summary.outcome).toBe('incomplete');
  expect(document.summary.reason).toContain('the server stopped answering');
  const given = document.results.filter((result) => result.reason.includes('the server stopped answering'));
  expect(given.length).toBeGreaterThanOrEqual(9);
  expect(given.every((result) => result.verdict === 'untestable')).toBe(true);
});

describe('the document', () => {
  const looks = check(
    'looks',
    (context) => {
      const answers = context.tour.frames().filter((frame) => context.tour.requestOf(frame)?.method === 'tools/list');
      return context.passed(`${answers.length} lists, ${context.tour.tools.length} tools`, answers);
    },
    { isolation: 'tour' },
  );

  test('is plain JSON, in catalogue order, with passive checks last to run', async () => {
    const events: ProgressEvent[] = [];
    const document = await run([looks, listsTools], {
      revisions: ['2026-07-28', '2025-06-18'],
      profile: undefined,
      onProgress: (event) => events.push(event),
    });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document.results.map(({ id }) => id)).toEqual([
      'looks@stdio@2026-07-28',
      'looks@stdio@2025-06-18',
      'lists-tools@stdio@2026-07-28',
      'lists-tools@stdio@2025-06-18',
    ]);
    expect(document.results[0]?.reason).toBe('2 lists, 5 tools');
    expect(events[0]?.type).toBe('discovered');
    expect(events.find((event) => event.type === 'plan')).toMatchObject({ total: 4 });
    expect(events.filter((event) => event.type === 'result')).toHaveLength(4);
    expect(events.at(-1)).toMatchObject({ type: 'finished', summary: { outcome: 'passed' } });
  });

  test('can be judged again from what was stored', async () => {
    const document = await run([looks, listsTools]);
    const stored = JSON.parse(JSON.stringify(document)) as RunDocument;
    const again = await judgeTranscript(stored, [looks, listsTools]);
    const [first] = document.results;
    expect(again).toEqual([{ ...first, durationMs: again[0]?.durationMs }]);
  });

  test('holds no secret of the target', async () => {
    const script = join(folder, 'leaky.mjs');
    writeFileSync(script, `console.error(process.env.API_TOKEN); await import(${JSON.stringify(soundServer)});`);
    const env = { ...compileCache, API_TOKEN: 'very-secret-0123456789' };
    const document = await run([listsTools], { target: { ...target, args: [script], env } });
    const text = JSON.stringify(document);
    expect(text).not.toContain(env.API_TOKEN);
    expect(text).toContain('[redacted API_TOKEN]');
  });

  test('the same seed gives a check the same numbers', async () => {
    const draws = check('draws', (context) => context.passed([context.random(), context.random()].join()));
    const reason = async (seed: number) => (await run([draws], { seed })).results[0]?.reason;
    expect(await reason(3)).toBe(await reason(3));
    expect(await reason(3)).not.toBe(await reason(4));
  });
});
