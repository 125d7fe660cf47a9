import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type LoadTick, loadProfileSchema, loadReportSchema, noInputs, suiteInputsSchema } from '@mcp-lab/contracts';
import { bareServerPath, loadServerPath } from '@mcp-lab/fixtures';
import { findProcesses, type ServerProfile, type Target } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../run/run-document.ts';
import { type LoadSettings, runLoad } from './run-load.ts';

const env = {};
const fixture = (...words: (string | number)[]): Target => ({
  kind: 'stdio',
  command: process.execPath,
  args: [loadServerPath, 'stdio', ...words.map(String)],
  env,
});
/** Spares each run the discovery. */
const profile: ServerProfile = {
  transport: 'stdio',
  modern: [],
  legacy: ['2025-11-25'],
  unknownVersions: [],
  evidence: [],
};

function load(target: Target, given: unknown, more: Partial<LoadSettings> = {}): Promise<RunDocument> {
  const common = { seed: 1, toolVersion: '0', inputs: noInputs, requestTimeoutMs: 20_000, profile };
  return runLoad({ ...common, target, load: loadProfileSchema.parse(given), ...more });
}

const httpProfile: ServerProfile = { ...profile, transport: 'streamable-http' };
const sseProfile: ServerProfile = { ...profile, transport: 'http-sse' };

async function withHttpServer<T>(
  behaviour: string,
  use: (target: Target) => Promise<T>,
  transport: 'http' | 'sse' = 'http',
): Promise<T> {
  const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
  const server = spawn(process.execPath, [loadServerPath, transport, ...behaviour.split(' ')], { stdio });
  const gone = once(server, 'exit');
  try {
    const [url] = await once(createInterface(server.stdout), 'line');
    return await use({ kind: 'http', url, headers: {} });
  } finally {
    server.stdin.end();
    await gone;
  }
}

function reportOf(document: RunDocument) {
  const { load: report, summary } = document;
  if (report === undefined) throw new Error(`there is no report: ${summary.reason}`);
  return loadReportSchema.parse(report);
}

const verdictsOf = ({ results }: RunDocument) =>
  Object.fromEntries(results.map(({ checkId, verdict }) => [checkId, verdict]));

describe.concurrent('a load', () => {
  describe('closed models', () => {
    test('shared iterations are made once each, by whoever is free', async () => {
      const document = await load(fixture('sound'), {
        executor: { type: 'shared-iterations', vus: 4, iterations: 200 },
      });
      const report = reportOf(document);
      expect(report.iterations).toEqual({ started: 200, completed: 200, dropped: 0, interrupted: 0 });
      expect(report.sessions).toEqual({ asked: 4, opened: 4, reopened: 0 });
      expect(report.total.outcomes.ok).toBe(200);
      expect(report.calls.map(({ name }) => name).toSorted()).toEqual(['echo', 'lookup']);
      expect(report.ticks.reduce((sum, { calls }) => sum + calls, 0)).toBe(200);
      expect(report.notes?.[0]).toContain('Left out: store');
      expect(verdictsOf(document)).toMatchObject({ 'load:outcomes': 'pass', 'load:mix': 'info' });
      expect(document.results[0]?.repro.cli).toMatch(/^mcp-lab bench --profile '\{"executor":/);
      if (process.platform === 'linux') expect(report.ticks.at(-1)?.serverRssBytes).toBeGreaterThan(1_000_000);
    });

    test('each user makes as many as it is told, in a session of its own', async () => {
      const given = {
        executor: { type: 'per-vu-iterations', vus: 3, iterations: 50 },
        mix: [{ tool: 'store', name: 'user $vu' }],
      };
      const report = reportOf(await load(fixture('sound'), given));
      expect(report.calls.map(({ name, calls }) => [name, calls]).toSorted()).toEqual([
        ['user 1', 50],
        ['user 2', 50],
        ['user 3', 50],
      ]);
    });

    test('users come and go along a ramp, pause between calls, and share sessions', async () => {
      const stages = [
        { seconds: 1, target: 4 },
        { seconds: 1, target: 0 },
      ];
      const ticks: LoadTick[] = [];
      const given = {
        executor: { type: 'ramping-vus', startVus: 0, stages },
        thinkTimeMs: { min: 5, max: 15 },
        sessions: 2,
        warmUpSeconds: 1,
      };
      const report = reportOf(await load(fixture('sound'), given, { onTick: (tick) => ticks.push(tick) }));
      expect(report.sessions?.opened).toBe(2);
      expect(ticks[0]?.phase).toBe('warm-up');
      expect(report.warmUpSeconds).toBeGreaterThanOrEqual(1);
      const measured = ticks.filter(({ phase }) => phase === 'measure').reduce((sum, { calls }) => sum + calls, 0);
      expect(report.total.calls).toBe(report.iterations.completed);
      // A call of the second in which the warm-up ends is told with that second.
      expect(Math.abs(measured - report.total.calls)).toBeLessThan(200);
      // Two users on average, each at most 200 calls a second.
      expect(report.total.calls).toBeLessThan(500);
      expect(report.generator.sendLagMs.count).toBeGreaterThan(0);
    });
  });

  describe('open models', () => {
    test('calls come as the schedule says; an isError answer is no success; thresholds are judged', async () => {
      const given = {
        executor: { type: 'constant-arrival-rate', rate: 100, seconds: 2 },
        mix: [{ tool: 'echo', arguments: { text: 'call $n' } }],
        thresholds: [
          { metric: 'failed', expression: 'rate<0.05' },
          { metric: 'calls', expression: 'count==200' },
          { metric: 'latency{echo}', expression: 'p(95)<60000' },
          { metric: 'server_cpu', expression: 'value>=0' },
        ],
      };
      const document = await load(fixture('fails', 10), given);
      const report = reportOf(document);
      expect(report.iterations).toMatchObject({ started: 200, completed: 200, dropped: 0 });
      expect(report.total.outcomes).toMatchObject({ ok: 180, tool_error: 20 });
      expect(report.errors).toMatchObject([{ call: 'echo', outcome: 'tool_error', count: 20 }]);
      expect(report.thresholds.map(({ ok }) => ok).slice(0, 3)).toEqual([false, true, true]);
      const verdicts = verdictsOf(document);
      expect(verdicts['load:threshold:failed:rate<0.05']).toBe('fail');
      // A generator that was kept from its core proves nothing good.
      const good = report.generator.valid ? 'pass' : 'untestable';
      expect(verdicts['load:threshold:calls:count==200']).toBe(good);
      expect(verdicts['load:generator-valid']).toBe(report.generator.valid ? 'pass' : 'error');
    });

    test('a stall of the server counts for every call that was due in it, and is not held against the generator', async () => {
      const given = { executor: { type: 'constant-arrival-rate', rate: 200, seconds: 3 }, mix: [{ tool: 'echo' }] };
      const { total, iterations, generator } = reportOf(await load(fixture('stall', 300, 1000), given));
      expect(iterations).toMatchObject({ started: 600, completed: 600 });
      // Three in ten calls fall into it and wait for up to 300 ms: 30 % of them over 200 ms, 10 % of all.
      expect(total.latencyMs.p90).toBeGreaterThan(150);
      expect(total.latencyMs.p99).toBeGreaterThan(250);
      // Were sends held up by the stalls, three in ten would be late by as much as the calls are.
      expect(generator.sendLagMs.mean ?? 0).toBeLessThan(total.latencyMs.mean ?? 0);
    });

    test('calls that find too many under way are dropped and counted', async () => {
      const executor = {
        type: 'ramping-arrival-rate',
        startRate: 100,
        stages: [{ seconds: 2, target: 300 }],
        maxVus: 5,
      };
      const document = await load(fixture('limited', 50), { executor, mix: [{ tool: 'echo' }] });
      const { iterations } = reportOf(document);
      expect(iterations.dropped).toBeGreaterThan(100);
      expect(iterations.started + iterations.dropped).toBe(400);
      expect(verdictsOf(document)['load:dropped']).toBe('warn');
    });

    test('silence is a timeout, and its wait counts as latency', async () => {
      const given = {
        executor: { type: 'constant-arrival-rate', rate: 50, seconds: 2 },
        mix: [{ tool: 'echo' }],
        requestTimeoutMs: 1_000,
      };
      const { total } = reportOf(await load(fixture('silent', 10), given));
      expect(total.outcomes.timeout).toBeGreaterThanOrEqual(10);
      expect(total.latencyMs.count).toBe(100);
      expect(total.latencyMs.p99).toBeGreaterThanOrEqual(1_000);
    });

    test('the knee lies where the server is full', async () => {
      const executor = {
        type: 'find-knee',
        startRate: 50,
        maxRate: 400,
        stepSeconds: 1,
        objective: ['latency: p(95)<250', 'failed: rate<0.01'],
      };
      const document = await load(fixture('limited', 100), { executor, mix: [{ tool: 'echo' }] });
      const { knee, iterations } = reportOf(document);
      expect(knee?.steps[0]?.rate).toBe(50);
      const held = knee?.steps.filter(({ holds }) => holds) ?? [];
      // On a busy machine even the first rate may break; what is above the server's limit must not hold.
      expect(held.every(({ rate }) => rate < 140)).toBe(true);
      expect(knee?.rate ?? 50).toBe(held.reduce((most, { rate }) => Math.max(most, rate), 50));
      expect(knee?.steps.some(({ holds }) => !holds)).toBe(true);
      expect(iterations.started).toBeGreaterThanOrEqual(50);
      expect(document.results.map(({ checkId }) => checkId)).toContain('load:knee');
    });
  });

  test('what the user excludes is no finding, and stands in the report with the reason', async () => {
    const inputs = suiteInputsSchema.parse({ exclude: [{ check: 'load:outcomes', reason: 'it fails on purpose' }] });
    const given = { executor: { type: 'shared-iterations', vus: 1, iterations: 4 }, mix: [{ tool: 'echo' }] };
    const document = await load(fixture('fails', 2), given, { inputs });
    expect(document.results.map(({ checkId }) => checkId)).not.toContain('load:outcomes');
    expect(document.notRun).toContainEqual({
      checkId: 'load:outcomes',
      why: 'excluded',
      reason: 'it fails on purpose',
    });
    expect(reportOf(document).total.outcomes.tool_error).toBe(2);
  });

  describe('how a run ends', () => {
    test('a threshold with abortOnFail ends it', async () => {
      const given = {
        executor: { type: 'constant-vus', vus: 1, seconds: 300 },
        thresholds: [{ metric: 'failed', expression: 'rate<0.01', abortOnFail: true, delayAbortEvalSeconds: 1 }],
      };
      const document = await load(fixture('fails', 2), given);
      const report = reportOf(document);
      expect(report.abortedBy).toBe('failed: rate<0.01');
      expect(report.thresholds).toMatchObject([{ ok: false, aborted: true }]);
      expect(report.measuredSeconds).toBeLessThan(100);
      expect(verdictsOf(document)['load:threshold:failed:rate<0.01']).toBe('fail');
    });

    test('a crash is no end: the process is started again, and that is a finding', async () => {
      const given = { executor: { type: 'constant-arrival-rate', rate: 40, seconds: 3 }, mix: [{ tool: 'echo' }] };
      const document = await load(fixture('crashes', 20), given);
      const report = reportOf(document);
      expect(report.total.outcomes.crash).toBeGreaterThan(0);
      expect(report.sessions?.reopened).toBeGreaterThan(0);
      expect(report.total.calls).toBe(120);
      expect(verdictsOf(document)).toMatchObject({ 'load:outcomes': 'fail', 'load:sessions': 'warn' });
    });

    test('the user ends it at once, and no process is left', async () => {
      const controller = new AbortController();
      const owner = `load-test-${process.pid}`;
      let endedMs = 0;
      const given = { executor: { type: 'constant-vus', vus: 3, seconds: 300 }, mix: [{ tool: 'echo' }] };
      const document = await load(fixture('slow', 30_000), given, {
        owner,
        signal: controller.signal,
        onTick: () => {
          endedMs ||= performance.now();
          controller.abort();
        },
      });
      // Two seconds are promised; a busy machine gets more.
      expect(performance.now() - endedMs).toBeLessThan(8_000);
      expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
      expect(findProcesses({ cookiePrefix: `${owner}:` })).toEqual([]);
      expect(reportOf(document).iterations.interrupted).toBeGreaterThan(0);
    });

    test('a server that does not open a session gives a reason, not a report', async () => {
      const document = await load({ kind: 'stdio', command: process.execPath, args: ['-e', ''], env }, {});
      expect(document.load).toBeUndefined();
      expect(document.summary.outcome).toBe('incomplete');
      expect(document.summary.reason).toContain('session');
    });
  });

  describe('what is called', () => {
    test('where no tool may be called a list is asked for, and that is said', async () => {
      const given = { executor: { type: 'shared-iterations', iterations: 5 } };
      const document = await load(fixture('private'), given);
      expect(reportOf(document).calls.map(({ name }) => name)).toEqual(['tools/list']);
      expect(verdictsOf(document)['load:mix']).toBe('untestable');
      const inputs = suiteInputsSchema.parse({ allow: { anyTool: true } });
      const allowed = await load(fixture('private'), given, { inputs });
      expect(reportOf(allowed).calls.map(({ name }) => name)).toEqual(['store']);
    });

    test('the modern era over stdio', async () => {
      const target: Target = { kind: 'stdio', command: process.execPath, args: [bareServerPath, 'stdio'], env };
      const given = { executor: { type: 'shared-iterations', vus: 2, iterations: 40 } };
      const report = reportOf(await load(target, given, { profile: undefined }));
      expect(report.revision).toBe('2026-07-28');
      expect(report.total.outcomes.ok).toBe(40);
    });

    test('HTTP with sessions that all share', async () => {
      const given = {
        executor: { type: 'shared-iterations', vus: 5, iterations: 100 },
        sessions: 2,
        thresholds: [{ metric: 'server_rss', expression: 'value<1' }],
      };
      const document = await withHttpServer('sound', (target) => load(target, given, { profile: httpProfile }));
      const report = reportOf(document);
      expect(report.total.outcomes.ok).toBe(100);
      expect(report.fingerprint).toMatchObject({ local: true, transport: 'streamable-http' });
      // The lab did not start it, so it does not look into it.
      expect(report.ticks.every(({ serverRssBytes }) => serverRssBytes === null)).toBe(true);
      expect(verdictsOf(document)['load:threshold:server_rss:value<1']).toBe('untestable');
    });

    test('an HTTP session that the server knows no more is begun again', async () => {
      const given = { executor: { type: 'shared-iterations', vus: 1, iterations: 100 }, mix: [{ tool: 'echo' }] };
      const document = await withHttpServer('forgets', (target) => load(target, given, { profile: httpProfile }));
      const { total, sessions, errors } = reportOf(document);
      // Each session is good for 20 calls; the next one finds it gone.
      expect(sessions?.reopened).toBeGreaterThanOrEqual(4);
      expect(total.outcomes.ok).toBeGreaterThanOrEqual(90);
      expect(errors).toMatchObject([{ outcome: 'transport_error', message: 'HTTP 404' }]);
      expect(verdictsOf(document)['load:sessions']).toBe('warn');
    });
  });

  describe('HTTP+SSE', () => {
    const loadSse = (behaviour: string, given: unknown, more: Partial<LoadSettings> = {}) =>
      withHttpServer(behaviour, (target) => load(target, given, { profile: sseProfile, ...more }), 'sse');

    test('is found, and carries the sessions of a profile', async () => {
      const given = { executor: { type: 'shared-iterations', vus: 5, iterations: 100 }, sessions: 2 };
      const report = reportOf(await loadSse('sound', given, { profile: undefined }));
      expect(report.total.outcomes.ok).toBe(100);
      expect(report.sessions).toEqual({ asked: 2, opened: 2, reopened: 0 });
      expect(report.fingerprint).toMatchObject({ local: true, transport: 'http-sse' });
    });

    test('gives each user a stream of its own', async () => {
      const given = {
        executor: { type: 'per-vu-iterations', vus: 3, iterations: 30 },
        mix: [{ tool: 'echo', name: 'user $vu', arguments: { text: '$n' } }],
        sessions: 'per-vu',
      };
      const report = reportOf(await loadSse('fails 10', given));
      expect(report.sessions).toEqual({ asked: 3, opened: 3, reopened: 0 });
      expect(report.total.outcomes).toMatchObject({ ok: 81, tool_error: 9 });
      expect(report.calls.map(({ calls }) => calls)).toEqual([30, 30, 30]);
    });

    test('an answer that takes a known time is measured as taking it', async () => {
      const given = { executor: { type: 'constant-arrival-rate', rate: 100, seconds: 2 }, mix: [{ tool: 'echo' }] };
      const { total, iterations } = reportOf(await loadSse('stall 400 1000', given));
      expect(iterations).toMatchObject({ started: 200, completed: 200 });
      // Four in ten calls fall into a stall and wait for what is left of it: 10 % of all for more than 300 ms.
      expect(total.latencyMs.p95).toBeGreaterThan(300);
      expect(total.firstByteMs.p95).toBeGreaterThan(300);
      expect(total.latencyMs.min).toBeLessThan(300);
    });

    test('a stream that is cut, or known no more, is begun again', async () => {
      const given = { executor: { type: 'shared-iterations', vus: 1, iterations: 100 }, mix: [{ tool: 'echo' }] };
      const [cut, forgotten] = await Promise.all([loadSse('cuts-stream 20', given), loadSse('forgets 20', given)]);
      for (const [document, message] of [
        [cut, /^the event stream/],
        [forgotten, /^HTTP 404$/],
      ] as const) {
        const { total, sessions, errors } = reportOf(document);
        expect(sessions?.reopened).toBeGreaterThanOrEqual(4);
        expect(total.outcomes.ok).toBeGreaterThanOrEqual(90);
        expect(errors[0]).toMatchObject({ outcome: 'transport_error', message: expect.stringMatching(message) });
        expect(verdictsOf(document)).toMatchObject({ 'load:outcomes': 'warn', 'load:sessions': 'warn' });
      }
    });

    test('a server that is gone ends the run with the reason', async () => {
      const given = { executor: { type: 'constant-vus', vus: 2, seconds: 120 }, mix: [{ tool: 'echo' }] };
      const document = await loadSse('crashes 40', given);
      expect(document.summary).toMatchObject({ outcome: 'incomplete' });
      expect(document.summary.reason).toMatch(/could not be opened again: .*ECONNREFUSED/);
      expect(reportOf(document).total.outcomes).toMatchObject({ crash: 0 });
    });
  });

  describe.runIf(process.platform === 'linux')('a soak', () => {
    const soak = (...words: (string | number)[]) =>
      load(
        fixture(...words),
        { executor: { type: 'constant-arrival-rate', rate: 20, seconds: 8 }, mix: [{ tool: 'echo' }] },
        { kind: 'soak' },
      );

    test('finds memory that is kept', async () => {
      const document = await soak('leaks-memory', 1_000);
      expect(verdictsOf(document)['load:drift:server-rss']).toBe('fail');
      expect(document.kind).toBe('soak');
      expect(document.results[0]?.repro.cli).toContain('mcp-lab bench --soak --profile');
    });

    test('finds files that are not closed', async () => {
      expect(verdictsOf(await soak('leaks-files'))['load:drift:open-files']).toBe('fail');
    });

    test('finds answers that get slower', async () => {
      expect(verdictsOf(await soak('slower', 20_000))['load:drift:latency-p95']).toBe('warn');
    });

    test('finds no files left open in a sound server', async () => {
      const verdicts = verdictsOf(await soak('sound'));
      expect(verdicts['load:drift:open-files']).toBe('pass');
      expect(verdicts['load:drift:server-rss']).not.toBe('fail');
    });
  });
});
