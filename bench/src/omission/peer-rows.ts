import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { k6Path, peersFolder } from '../generators/peer-generators.ts';
import { spawnMeasured } from '../generators/spawn-measured.ts';
import type { OmissionLoad, OmissionRow } from './omission-row.ts';

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const body = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'echo', arguments: { text: 'message' } },
};
const connections = 10;

export interface Peer {
  name: string;
  isInstalled: () => boolean;
  measure: (load: OmissionLoad, folder: string, environment: NodeJS.ProcessEnv) => Promise<OmissionRow>;
}

const wrk: Peer = {
  name: 'wrk 4.1',
  isInstalled: () => existsSync('/usr/bin/wrk'),
  async measure({ url, seconds }, folder, environment) {
    const script = join(folder, 'post.lua');
    const lines = Object.entries(headers).map(([name, value]) => `wrk.headers["${name}"] = "${value}"`);
    const percentiles = [50, 90, 95, 99].map((percent) => `latency:percentile(${percent}) / 1000`).join(', ');
    const done = `done = function(summary, latency, requests)
  io.write(string.format("figures %d %g %g %g %g %g %g\\n", summary.requests, summary.duration / 1000000, ${percentiles}, latency.max / 1000))
end`;
    writeFileSync(
      script,
      `wrk.method = "POST"\nwrk.body = [[${JSON.stringify(body)}]]\n${lines.join('\n')}\n${done}\n`,
    );
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url];
    const { stdout } = await spawnMeasured('wrk', args, environment);
    const [, calls = 0, took = 1, p50 = 0, p90 = 0, p95 = 0, p99 = 0, max = 0] = (/figures .*/.exec(stdout)?.[0] ?? '')
      .split(' ')
      .map(Number);
    const load = `${connections} connections`;
    return {
      name: wrk.name,
      load,
      calls,
      rate: calls / took,
      p50,
      p90,
      p95,
      p99,
      max,
      note: 'has no rate; adds what it thinks was left out',
    };
  },
};

const autocannon: Peer = {
  name: 'autocannon 9.0.0',
  isInstalled: () => existsSync(join(peersFolder, 'node_modules/autocannon')),
  async measure({ url, rate, seconds }, folder, environment) {
    const program = join(peersFolder, 'node_modules/autocannon/autocannon.js');
    const request = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
    const load = ['-R', String(rate), '-c', String(connections), '-d', String(seconds), '-t', '10'];
    const args = [program, '--json', '-m', 'POST', '-b', JSON.stringify(body), ...request, ...load, url];
    const { stdout } = await spawnMeasured(process.execPath, args, { ...environment, HOME: folder });
    const { latency, requests, duration } = JSON.parse(stdout) as {
      latency: Record<'p50' | 'p90' | 'p97_5' | 'p99' | 'max', number>;
      requests: { total: number };
      duration: number;
    };
    return {
      name: autocannon.name,
      load: `-R ${rate}, ${connections} connections`,
      calls: requests.total,
      rate: requests.total / duration,
      p50: latency.p50,
      p90: latency.p90,
      p95: null,
      p99: latency.p99,
      max: latency.max,
      note: `has no p95; p97.5 ${latency.p97_5} ms; adds what it thinks was left out`,
    };
  },
};

const artillery: Peer = {
  name: 'Artillery 2.0.34',
  isInstalled: () => existsSync(join(peersFolder, 'node_modules/artillery')),
  async measure({ url, rate, seconds }, folder, environment) {
    const profile = join(folder, 'profile.json');
    const output = join(folder, 'report.json');
    const { origin, pathname } = new URL(url);
    const config = { target: origin, phases: [{ duration: seconds, arrivalRate: rate }], http: { timeout: 20 } };
    const scenarios = [{ flow: [{ post: { url: pathname, headers, json: body } }] }];
    writeFileSync(profile, JSON.stringify({ config, scenarios }));
    const program = join(peersFolder, 'node_modules/artillery/bin/run');
    const env = { ...environment, ARTILLERY_DISABLE_TELEMETRY: 'true', HOME: folder };
    await spawnMeasured(process.execPath, [program, 'run', '--quiet', '-o', output, profile], env);
    const { aggregate } = JSON.parse(readFileSync(output, 'utf8')) as {
      aggregate: {
        counters: Record<string, number | undefined>;
        summaries: Record<string, Record<'p50' | 'p90' | 'p95' | 'p99' | 'max', number> | undefined>;
        firstCounterAt: number;
        lastCounterAt: number;
      };
    };
    const { counters, summaries, firstCounterAt, lastCounterAt } = aggregate;
    const calls = counters['http.codes.200'] ?? 0;
    const time = summaries['http.response_time'];
    return {
      name: artillery.name,
      load: `arrivalRate ${rate}`,
      calls,
      rate: calls / ((lastCounterAt - firstCounterAt) / 1000),
      p50: time?.p50 ?? null,
      p90: time?.p90 ?? null,
      p95: time?.p95 ?? null,
      p99: time?.p99 ?? null,
      max: time?.max ?? null,
      note: 'open, a connection a call; measured from the send',
    };
  },
};

const k6Open: Peer = {
  name: 'k6 1.8.1',
  isInstalled: () => existsSync(k6Path),
  measure: ({ url, rate, seconds }, folder, environment) =>
    runK6(url, folder, environment, `${rate}/s, up to 1,000 users`, {
      executor: 'constant-arrival-rate',
      rate,
      timeUnit: '1s',
      duration: `${seconds}s`,
      preAllocatedVUs: 600,
      maxVUs: 1000,
    }),
};

const k6Closed: Peer = {
  name: 'k6 1.8.1',
  isInstalled: () => existsSync(k6Path),
  measure: ({ url, seconds }, folder, environment) =>
    runK6(url, folder, environment, `${connections} users`, {
      executor: 'constant-vus',
      vus: connections,
      duration: `${seconds}s`,
    }),
};

async function runK6(
  url: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
  load: string,
  scenario: Record<string, unknown>,
): Promise<OmissionRow> {
  const script = join(folder, 'load.js');
  const summary = join(folder, 'summary.json');
  const options = { scenarios: { load: scenario }, summaryTrendStats: ['med', 'p(90)', 'p(95)', 'p(99)', 'max'] };
  writeFileSync(
    script,
    `import http from 'k6/http';
export const options = ${JSON.stringify(options)};
export default function () {
  http.post(${JSON.stringify(url)}, ${JSON.stringify(JSON.stringify(body))}, { headers: ${JSON.stringify(headers)} });
}
`,
  );
  await spawnMeasured(
    k6Path,
    ['run', '--quiet', '--no-usage-report', '--summary-export', summary, script],
    environment,
  );
  const { metrics } = JSON.parse(readFileSync(summary, 'utf8')) as {
    metrics: {
      http_reqs: { count: number; rate: number };
      http_req_duration: Record<'med' | 'p(90)' | 'p(95)' | 'p(99)' | 'max', number>;
      dropped_iterations?: { count: number };
    };
  };
  const time = metrics.http_req_duration;
  const dropped = metrics.dropped_iterations?.count ?? 0;
  return {
    name: 'k6 1.8.1',
    load,
    calls: metrics.http_reqs.count,
    rate: metrics.http_reqs.rate,
    p50: time.med,
    p90: time['p(90)'],
    p95: time['p(95)'],
    p99: time['p(99)'],
    max: time.max,
    note: `measured from the send${dropped > 0 ? `, ${dropped} dropped` : ''}`,
  };
}

export const peers: readonly Peer[] = [wrk, k6Closed, k6Open, artillery, autocannon];

/** In a folder of its own, which is gone afterwards. */
export async function measurePeer(
  peer: Peer,
  load: OmissionLoad,
  environment: NodeJS.ProcessEnv,
): Promise<OmissionRow> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-omission-'));
  try {
    return await peer.measure(load, folder, environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
