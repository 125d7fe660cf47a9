import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Generator, Place } from './generator.ts';
import type { GeneratorResult } from './generator-result.ts';
import { type MeasuredRun, spawnMeasured } from './spawn-measured.ts';

export const peersFolder = join(import.meta.dirname, '../../peers');
export const k6Path = join(peersFolder, 'bin/k6');

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const body = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'echo', arguments: { text: 'message' } },
};

/** What a run of a program amounts to; the CPU of its start is taken off, as a run of one call shows it. */
interface Program {
  name: string;
  checks: string;
  /** The least it can be told to do, to see what its start costs; undefined where that is nothing to speak of. */
  least: Place | undefined;
  run(
    place: Place,
    folder: string,
    environment: NodeJS.ProcessEnv,
  ): Promise<{ measured: MeasuredRun; calls: number; failed: number; seconds: number }>;
}

function programGenerator({ name, checks, least, run }: Program, environment: NodeJS.ProcessEnv): Generator {
  let startSeconds: number | undefined;
  const inFolder = async (place: Place) => {
    const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-bench-'));
    try {
      return await run(place, folder, environment);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    name,
    checks,
    async run(place): Promise<GeneratorResult> {
      startSeconds ??= least === undefined ? 0 : (await inFolder({ ...least, url: place.url })).measured.cpuSeconds;
      const { measured, calls, failed, seconds } = await inFolder(place);
      return { calls, failed, seconds, cpuSeconds: Math.max(0.001, measured.cpuSeconds - startSeconds) };
    },
  };
}

const wrk: Program = {
  name: 'wrk 4.1',
  checks: 'HTTP status; latency',
  least: undefined,
  async run({ url = '', inFlight, seconds }, folder, environment) {
    const script = join(folder, 'post.lua');
    const lines = Object.entries(headers).map(([header, value]) => `wrk.headers["${header}"] = "${value}"`);
    writeFileSync(script, `wrk.method = "POST"\nwrk.body = [[${JSON.stringify(body)}]]\n${lines.join('\n')}\n`);
    const args = ['-t1', `-c${inFlight}`, `-d${seconds}s`, '-s', script, url];
    const measured = await spawnMeasured('wrk', args, environment);
    const calls = Number(/(\d+) requests in/.exec(measured.stdout)?.[1] ?? 0);
    const failed = Number(/Non-2xx or 3xx responses: (\d+)/.exec(measured.stdout)?.[1] ?? 0);
    return { measured, calls, failed, seconds };
  },
};

const k6: Program = {
  name: 'k6 1.8.1',
  checks: 'HTTP status and that there is a result; latency',
  least: { url: undefined, inFlight: 1, seconds: 1 },
  async run({ url = '', inFlight, seconds }, folder, environment) {
    const script = join(folder, 'load.js');
    const summary = join(folder, 'summary.json');
    writeFileSync(
      script,
      `import http from 'k6/http';
import { check } from 'k6';
export default function () {
  const body = JSON.stringify(${JSON.stringify(body)});
  const answer = http.post(${JSON.stringify(url)}, body, { headers: ${JSON.stringify(headers)} });
  check(answer, { ok: (got) => got.status === 200 && got.json('result') !== undefined });
}
`,
    );
    const amount = inFlight === 1 ? ['--iterations', '1'] : ['--duration', `${seconds}s`];
    const options = ['--quiet', '--no-usage-report', '--summary-export', summary, '--vus', String(inFlight), ...amount];
    const measured = await spawnMeasured(k6Path, ['run', ...options, script], environment);
    const { metrics } = JSON.parse(readFileSync(summary, 'utf8')) as {
      metrics: { http_reqs: { count: number }; checks: { fails: number } };
    };
    return { measured, calls: metrics.http_reqs.count, failed: metrics.checks.fails, seconds };
  },
};

const artillery: Program = {
  name: 'Artillery 2.0.34',
  checks: 'HTTP status; latency',
  least: { url: undefined, inFlight: 1, seconds: 0 },
  async run({ url = '', inFlight, seconds }, folder, environment) {
    const profile = join(folder, 'profile.json');
    const output = join(folder, 'report.json');
    // Its users arrive by rate and end by count: as many calls each as it gets done in about the time.
    const calls = Math.max(1, seconds * 10);
    const { origin, pathname } = new URL(url);
    const flow = [{ loop: [{ post: { url: pathname, headers, json: body } }], count: calls }];
    const config = { target: origin, phases: [{ duration: 1, arrivalCount: inFlight }], http: { timeout: 20 } };
    writeFileSync(profile, JSON.stringify({ config, scenarios: [{ flow }] }));
    const program = join(peersFolder, 'node_modules/artillery/bin/run');
    const env = { ...environment, ARTILLERY_DISABLE_TELEMETRY: 'true', HOME: folder };
    const measured = await spawnMeasured(process.execPath, [program, 'run', '--quiet', '-o', output, profile], env);
    const { aggregate } = JSON.parse(readFileSync(output, 'utf8')) as {
      aggregate: {
        counters: Record<string, number | undefined>;
        firstCounterAt: number;
        lastCounterAt: number;
      };
    };
    const { counters, firstCounterAt, lastCounterAt } = aggregate;
    const good = counters['http.codes.200'] ?? 0;
    const sent = counters['http.requests'] ?? 0;
    return { measured, calls: good, failed: sent - good, seconds: (lastCounterAt - firstCounterAt) / 1000 };
  },
};

const inspector: Program = {
  name: 'official Inspector 2.12.0 --load',
  checks: 'all of JSON-RPC; latency',
  least: { url: undefined, inFlight: 1, seconds: 0 },
  async run({ url = '', inFlight, seconds }, folder, environment) {
    const program = join(peersFolder, 'node_modules/@modelcontextprotocol/inspector/clients/cli/build/index.js');
    const call = ['--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'text=message'];
    const amount = seconds === 0 ? ['--load-requests', '1'] : ['--load-duration', String(seconds)];
    const load = ['--load', '--load-concurrency', String(inFlight), ...amount];
    const args = [program, '--server-url', url, '--transport', 'http', ...call, ...load];
    const measured = await spawnMeasured(process.execPath, args, { ...environment, HOME: folder });
    const summary = JSON.parse(measured.stdout) as { ok: number; requests: number; elapsedMs: number };
    const failed = summary.requests - summary.ok;
    return { measured, calls: summary.ok, failed, seconds: summary.elapsedMs / 1000 };
  },
};

/** Peers that are programs of their own, as far as they are installed; the rest by name. */
export function findPeers(environment: NodeJS.ProcessEnv): { found: Generator[]; missing: string[] } {
  const places: [Program, string][] = [
    [artillery, join(peersFolder, 'node_modules/artillery')],
    [inspector, join(peersFolder, 'node_modules/@modelcontextprotocol/inspector')],
    [wrk, '/usr/bin/wrk'],
    [k6, k6Path],
  ];
  const isFound = ([, path]: [Program, string]) => existsSync(path);
  return {
    found: places.filter(isFound).map(([program]) => programGenerator(program, environment)),
    missing: places.filter((place) => !isFound(place)).map(([{ name }]) => name),
  };
}
