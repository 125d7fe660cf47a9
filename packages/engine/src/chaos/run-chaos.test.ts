import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChaosExperiment, chaosExperimentSchema, noInputs, type SuiteInputs } from '@mcp-lab/contracts';
import { chaosTarget } from '@mcp-lab/fixtures/chaos/chaos-target';
import type { HttpFlawName } from '@mcp-lab/fixtures/chaos/http-flaws';
import { startChaosHttp } from '@mcp-lab/fixtures/chaos/start-chaos-http';
import type { StdioFlawName } from '@mcp-lab/fixtures/chaos/stdio-flaws';
import { findProcesses, type ServerProfile, type Target } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitParallel } from '../check/limit-parallel.ts';
import { compileCache } from '../checks/gate/compile-cache.ts';
import { parseFault } from '../proxy/parse-fault.ts';
import type { RunDocument } from '../run/run-document.ts';
import { runChaos } from './run-chaos.ts';

const owner = `chaos-test-${process.pid}`;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-lab-chaos-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  expect(findProcesses({ cookiePrefix: owner })).toEqual([]);
});

/** What discovery would find: it is not what is tested here. */
const profileOf = (transport: ServerProfile['transport']): ServerProfile => ({
  transport,
  modern: [],
  legacy: ['2025-11-25'],
  unknownVersions: [],
  evidence: [],
});

interface Trial {
  faults: string[];
  /** The tool that is called; default echo. */
  tool?: string;
  experiment?: Partial<ChaosExperiment>;
  inputs?: Partial<SuiteInputs>;
}

/** For a sound server on a busy machine. */
const patient = {
  requestTimeoutMs: 3_000,
  steady: ['latency: p(95)<2900', 'failed: rate<0.2'],
  recoverySeconds: 20,
};

/** Each is mostly waiting, but not all of it: on two cores more of them only make each other late. */
const limited = limitParallel(6);
/** These start no process. */
const limitedHttp = limitParallel(6);

function run(target: Target, trial: Trial): Promise<RunDocument> {
  return (target.kind === 'stdio' ? limited : limitedHttp)(() => runNow(target, trial));
}

async function runNow(target: Target, { faults, tool = 'echo', experiment, inputs }: Trial): Promise<RunDocument> {
  const argument: Record<string, string> = tool === 'echo' ? { text: '$n' } : {};
  return runChaos({
    target: target.kind === 'stdio' ? { ...target, env: { ...compileCache } } : target,
    profile: profileOf(target.kind === 'stdio' ? 'stdio' : 'streamable-http'),
    seed: 7,
    toolVersion: 'test',
    owner,
    inputs: { ...noInputs, ...inputs },
    experiment: {
      ...chaosExperimentSchema.parse({
        mine: true,
        mix: [{ tool, arguments: argument }],
        rate: 10,
        requestTimeoutMs: 1_500,
        steady: ['latency: p(95)<1400', 'failed: rate<0.1'],
        steadySeconds: 0.6,
        seconds: 1.2,
        recoverySeconds: 3,
      }),
      faults: faults.map(parseFault),
      ...experiment,
    },
  });
}

const verdicts = ({ results }: RunDocument) =>
  Object.fromEntries(results.map(({ checkId, verdict }) => [checkId.replace(/^chaos:/, ''), verdict]));

interface Red extends Trial {
  flaw: StdioFlawName;
  fails: Record<string, string>;
}

const red: Red[] = [
  { flaw: 'dies-on-malformed', faults: ['malformed,every=5'], fails: { 'malformed:survives': 'fail' } },
  {
    flaw: 'hangs-after-malformed',
    faults: ['truncate,direction=to-server,every=5'],
    fails: { 'truncate:survives': 'fail', 'truncate:recovers': 'fail' },
  },
  {
    flaw: 'hangs-after-malformed',
    faults: ['corrupt,direction=to-server,every=3,bytes=20'],
    fails: { 'corrupt:recovers': 'fail' },
  },
  {
    flaw: 'cuts-at-reads',
    faults: ['slice,direction=to-server,ms=20'],
    fails: { 'slice:survives': 'fail', 'slice:recovers': 'fail' },
  },
  { flaw: 'waits-for-the-missing', faults: ['drop,direction=to-server,every=5'], fails: { 'drop:recovers': 'fail' } },
  { flaw: 'waits-for-the-missing', faults: ['blackhole'], fails: { 'blackhole:recovers': 'fail' } },
  {
    flaw: 'waits-for-the-missing',
    faults: ['reorder,direction=to-server,every=5'],
    fails: { 'reorder:recovers': 'fail' },
  },
  {
    flaw: 'dies-when-idle',
    faults: ['latency,ms=1900,direction=to-server,seconds=2'],
    fails: { 'latency:survives': 'fail' },
  },
  { flaw: 'dies-of-backlog', faults: ['pause,seconds=2'], fails: { 'pause:survives': 'fail' } },
  {
    flaw: 'dies-of-backlog',
    faults: ['cpu,percent=1'],
    tool: 'think',
    experiment: { seconds: 4 },
    fails: { 'cpu:survives': 'fail' },
  },
  { flaw: 'dies-on-unknown', faults: ['unsolicited,direction=to-server'], fails: { 'unsolicited:survives': 'fail' } },
  { flaw: 'dies-on-repeated-id', faults: ['duplicate,every=5'], fails: { 'duplicate:survives': 'fail' } },
  { flaw: 'dies-on-large', faults: ['oversized,direction=to-server,every=5'], fails: { 'oversized:survives': 'fail' } },
  { flaw: 'stays-after-reset', faults: ['reset,every=5'], fails: { 'reset:survives': 'fail' } },
  { flaw: 'leaves-a-lock', faults: ['kill'], fails: { 'kill:survives': 'fail', 'kill:recovers': 'fail' } },
  {
    flaw: 'stops-when-full',
    faults: ['bandwidth,direction=to-client,bytesPerSecond=20000,seconds=2'],
    tool: 'big',
    fails: { 'bandwidth:recovers': 'fail' },
  },
  {
    flaw: 'throws-system-errors',
    faults: ['open-files'],
    tool: 'read_own_source',
    fails: { 'open-files:survives': 'fail' },
  },
  { flaw: 'throws-system-errors', faults: ['disk-full'], tool: 'log', fails: { 'disk-full:survives': 'fail' } },
  { flaw: 'keeps-buffers', faults: ['memory,bytes=20000000'], tool: 'work', fails: { 'memory:survives': 'fail' } },
];

describe.concurrent('over stdio, a server that does not live through a fault is found', () => {
  test.each(red)(
    '$faults.0: $flaw',
    async ({ flaw, fails, ...trial }) => {
      const document = await run(chaosTarget(flaw, join(folder, `${flaw}-${trial.faults[0]}`)), trial);
      expect(verdicts(document), JSON.stringify(document.chaos?.trials, null, 1)).toMatchObject(fails);
    },
    300_000,
  );
});

describe.concurrent('over stdio, a sound server lives through', () => {
  const calls: [string, string[], string?][] = [
    ['what happens on the wire', red.slice(0, 8).flatMap(({ faults }) => faults)],
    ['what a client may send, and what ends it', red.slice(8, 15).flatMap(({ faults }) => faults)],
    ['no files', ['open-files'], 'read_own_source'],
    ['no disk', ['disk-full'], 'log'],
    ['no more memory', ['memory,bytes=268435456'], 'work'],
    ['a client that reads slowly', ['bandwidth,direction=to-client,bytesPerSecond=20000'], 'big'],
  ];
  test.each(calls)(
    '%s',
    async (_title, faults, tool) => {
      const experiment = patient;
      const document = await run(chaosTarget('none', join(folder, 'sound')), { faults, tool, experiment });
      const judged = Object.entries(verdicts(document)).filter(([, verdict]) => verdict !== 'pass');
      expect(judged, JSON.stringify(document.chaos?.trials, null, 1)).toEqual([['duplicate-writes', 'untestable']]);
    },
    300_000,
  );
});

describe.concurrent('over HTTP', () => {
  interface RedHttp extends Trial {
    flaw: HttpFlawName;
    fails: Record<string, string>;
  }
  /** Calls that nobody waits for to the end, beside others. */
  const abandoning: Partial<ChaosExperiment> = {
    mix: [
      { tool: 'linger', arguments: {}, weight: 1 },
      { method: 'ping', arguments: {}, weight: 1 },
    ],
    steady: ['failed: rate<0.9'],
    seconds: 4,
  };
  const redHttp: RedHttp[] = [
    {
      flaw: 'dies-on-break',
      faults: ['reset,direction=to-server,every=5'],
      fails: { 'reset:survives': 'fail', 'reset:recovers': 'fail' },
    },
    { flaw: 'dies-on-break', faults: ['reset,every=3'], tool: 'report', fails: { 'reset:survives': 'fail' } },
    { flaw: 'dies-on-break', faults: ['cut-stream,every=3'], tool: 'report', fails: { 'cut-stream:survives': 'fail' } },
    {
      flaw: 'dies-on-break',
      faults: ['truncate,direction=to-client,every=3'],
      tool: 'report',
      fails: { 'truncate:survives': 'fail' },
    },
    {
      flaw: 'waits-for-broken',
      faults: ['truncate,direction=to-server,every=5'],
      fails: { 'truncate:recovers': 'fail' },
    },
    { flaw: 'keeps-sessions', faults: ['session-404,every=5'], fails: { 'session-404:recovers': 'fail' } },
    {
      flaw: 'dies-when-idle',
      faults: ['latency,ms=1900,direction=to-server,seconds=2'],
      fails: { 'latency:survives': 'fail' },
    },
    {
      flaw: 'keeps-slow-places',
      faults: ['bandwidth,direction=to-server,bytesPerSecond=120'],
      fails: { 'bandwidth:survives': 'fail', 'bandwidth:recovers': 'fail' },
    },
    {
      flaw: 'cuts-at-reads',
      faults: ['slice,direction=to-server,ms=20'],
      fails: { 'slice:survives': 'fail', 'slice:recovers': 'fail' },
    },
    { flaw: 'waits-for-the-missing', faults: ['drop,direction=to-server,every=5'], fails: { 'drop:recovers': 'fail' } },
    { flaw: 'waits-for-the-missing', faults: ['blackhole'], fails: { 'blackhole:recovers': 'fail' } },
    {
      flaw: 'waits-for-the-missing',
      faults: ['reorder,direction=to-server,every=5'],
      fails: { 'reorder:recovers': 'fail' },
    },
    { flaw: 'waits-for-the-missing', faults: ['status,every=5'], fails: { 'status:recovers': 'fail' } },
    { flaw: 'waits-for-the-missing', faults: ['rate-limit,every=5'], fails: { 'rate-limit:recovers': 'fail' } },
    { flaw: 'dies-on-malformed', faults: ['malformed,every=5'], fails: { 'malformed:survives': 'fail' } },
    {
      flaw: 'hangs-after-malformed',
      faults: ['corrupt,direction=to-server,every=3,bytes=20'],
      fails: { 'corrupt:recovers': 'fail' },
    },
    { flaw: 'dies-on-unknown', faults: ['unsolicited,direction=to-server'], fails: { 'unsolicited:survives': 'fail' } },
    { flaw: 'dies-on-repeated-id', faults: ['duplicate,every=5'], fails: { 'duplicate:survives': 'fail' } },
    {
      flaw: 'dies-on-large',
      faults: ['oversized,direction=to-server,every=5'],
      fails: { 'oversized:survives': 'fail' },
    },
    {
      flaw: 'hangs-when-crowded',
      faults: ['slow-close,direction=to-server'],
      experiment: abandoning,
      fails: { 'slow-close:survives': 'fail', 'slow-close:recovers': 'fail' },
    },
  ];
  test.each(redHttp)(
    '$faults.0: $flaw',
    async ({ flaw, fails, ...trial }) => {
      const server = await startChaosHttp(flaw);
      try {
        const experiment = { recoverySeconds: 2, ...trial.experiment };
        const document = await run({ kind: 'http', url: server.url, headers: {} }, { ...trial, experiment });
        expect(verdicts(document), JSON.stringify(document.chaos?.trials, null, 1)).toMatchObject(fails);
      } finally {
        await server.close();
      }
    },
    300_000,
  );

  const sound: [string, Trial][] = [
    [
      'what is late, lost or broken',
      {
        faults: [
          'latency,ms=100',
          'slice,direction=to-server',
          'drop,every=4',
          'reorder,every=3',
          'truncate,direction=to-server,every=4',
          'malformed,every=4',
        ],
      },
    ],
    [
      'what ends or is refused',
      {
        faults: [
          'reset,direction=to-server,every=5',
          'blackhole,every=5',
          'cut-stream,every=3',
          'rate-limit,every=3',
          'status,every=3',
          'session-404,every=5',
        ],
      },
    ],
    [
      'what may be asked of it',
      {
        faults: [
          'bandwidth,direction=to-server,bytesPerSecond=120',
          'corrupt,direction=to-server,every=3,bytes=20',
          'unsolicited,direction=to-server',
          'duplicate,every=5',
          'oversized,direction=to-server,every=5',
        ],
      },
    ],
    [
      'streams that break off',
      { faults: ['reset,every=3', 'cut-stream,every=3', 'truncate,direction=to-client,every=3'], tool: 'report' },
    ],
    ['calls that are abandoned', { faults: ['slow-close,direction=to-server'], experiment: abandoning }],
  ];
  test.each(sound)(
    'a sound server lives through %s',
    async (_title, trial) => {
      const server = await startChaosHttp('none');
      try {
        const experiment = { ...patient, seconds: 1, ...trial.experiment };
        const document = await run({ kind: 'http', url: server.url, headers: {} }, { ...trial, experiment });
        const judged = Object.entries(verdicts(document)).filter(([, verdict]) => verdict !== 'pass');
        expect(judged, JSON.stringify(document.chaos?.trials, null, 1)).toEqual([['duplicate-writes', 'untestable']]);
      } finally {
        await server.close();
      }
    },
    300_000,
  );
});

describe.concurrent('a write whose answer is lost', () => {
  const pair = {
    name: 'notes',
    write: { tool: 'add_note', arguments: { note: '${unique}' } },
    read: { tool: 'list_notes', arguments: {} },
    setup: [],
    cleanup: [],
    sharedStore: false,
  };
  const trial: Trial = {
    faults: ['latency,ms=1'],
    inputs: { consistency: { ...noInputs.consistency, pairs: [pair] } },
    experiment: { seconds: 0.5, steadySeconds: 0.5, requestTimeoutMs: 6_000 },
  };
  test.each([
    ['none', 'pass', 1],
    ['applies-twice', 'fail', 2],
  ] as const)(
    'over stdio, %s: %s',
    async (flaw, verdict, applied) => {
      const document = await run(chaosTarget(flaw), trial);
      expect(verdicts(document)).toMatchObject({ 'duplicate-writes': verdict });
      expect(document.chaos?.writes).toMatchObject([{ name: 'notes', declaredIdempotent: true, applied }]);
    },
    300_000,
  );

  const observed: Partial<SuiteInputs> = {
    calls: {
      sideEffect: { tool: 'add_note', arguments: { note: '${unique}' } },
      observe: { tool: 'list_notes', arguments: {} },
    },
  };
  test.each([
    ['none', 'pass'],
    ['applies-twice', 'fail'],
  ] as const)(
    'over HTTP, told by what is observed, %s: %s',
    async (flaw, verdict) => {
      const server = await startChaosHttp(flaw);
      try {
        const document = await run({ kind: 'http', url: server.url, headers: {} }, { ...trial, inputs: observed });
        expect(verdicts(document), JSON.stringify(document.chaos?.writes)).toMatchObject({
          'duplicate-writes': verdict,
        });
      } finally {
        await server.close();
      }
    },
    300_000,
  );
});

describe.concurrent('a run', () => {
  test('holds: what the server itself fails during a fault counts, what is injected does not', async () => {
    const faults = ['wrong-id,every=2'];
    const experiment = { during: ['failed: rate<0.05'], seconds: 1 };
    const document = await run(chaosTarget('none'), { faults, experiment });
    expect(verdicts(document)).toMatchObject({ 'wrong-id:holds': 'pass' });
    const [trial] = document.chaos?.trials ?? [];
    expect(trial?.during?.injected).toBeGreaterThan(3);
    expect(trial?.during?.failed).toBe(trial?.during?.injected);
    const struck = document.chaos?.injections.find(({ method }) => method === 'tools/call');
    expect(struck).toMatchObject({ kind: 'wrong-id', direction: 'to-client' });
    const result = document.results.find(({ checkId }) => checkId === 'chaos:wrong-id:survives');
    expect(result?.repro.cli).toContain('mcp-lab chaos --mine --fault wrong-id,every=2');
  }, 300_000);

  test('says what it did not try, and why', async () => {
    const faults = ['slow-close', 'latency'];
    const document = await run(chaosTarget('none'), {
      faults,
      experiment: { steady: ['failed: rate>0.5'], seconds: 0.5 },
    });
    expect(new Set(Object.values(verdicts(document)))).toEqual(new Set(['untestable']));
    expect(document.results[0]?.reason).toContain('the steady state did not hold before the fault');
    expect(document.summary.outcome).toBe('incomplete');
  }, 300_000);

  test('is refused before anything is sent where the server is nobody’s to break', async () => {
    const target: Target = { kind: 'http', url: 'http://127.0.0.1:9/mcp', headers: {} };
    await expect(run(target, { faults: [], experiment: { mine: false } })).rejects.toThrow('mark as yours');
    await expect(run(target, { faults: ['kill'] })).rejects.toThrow('kill does not apply');
  });

  test('that is ended leaves nothing', async () => {
    const ending = new AbortController();
    const mine = `${owner}-ended`;
    const document = await runChaos({
      target: chaosTarget('stays-after-reset'),
      profile: profileOf('stdio'),
      seed: 1,
      toolVersion: 'test',
      owner: mine,
      inputs: noInputs,
      experiment: chaosExperimentSchema.parse({ faults: [parseFault('pause,seconds=60')], steadySeconds: 0.5 }),
      signal: ending.signal,
      onTick: ({ phase }) => phase === 'during' && ending.abort(),
    });
    expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
    expect(findProcesses({ cookiePrefix: mine })).toEqual([]);
  }, 300_000);
});
