/** `run-many-names.ts <calls> [url]`: resident memory of the whole engine over so many calls, each with a name of its own. */
import { join } from 'node:path';
import { loadProfileSchema, noInputs } from '@mcp-lab/contracts';
import { runLoad } from '@mcp-lab/engine';
import type { Target } from '@mcp-lab/wire';

const [calls, url] = [Number(process.argv[2]), process.argv[3]];
const server = join(import.meta.dirname, '..', 'generators', 'canned-stdio-server.ts');
const target: Target =
  url === undefined
    ? { kind: 'stdio', command: process.execPath, args: [server], env: {} }
    : { kind: 'http', url, headers: {} };
let done = 0;
/** Resident bytes when so many percent of the calls were made. */
const marks = [1, 10, 20, 40, 60, 80, 100];
const seen: { percent: number; rssMb: number }[] = [];
let settledRss = 0;
let largestRss = 0;
const document = await runLoad({
  target,
  load: loadProfileSchema.parse({
    mix: [{ name: 'call $n', tool: 'echo', arguments: { text: 'message $n' } }],
    executor: { type: 'shared-iterations', vus: 64, iterations: calls, maxSeconds: 3_600 },
    sessions: 1,
    thresholds: [
      { metric: 'latency', expression: 'p(99)<60000', abortOnFail: true },
      { metric: 'failed', expression: 'rate<0.5', abortOnFail: true },
    ],
  }),
  seed: 1,
  toolVersion: '0',
  inputs: noInputs,
  profile: {
    transport: url === undefined ? 'stdio' : 'streamable-http',
    modern: [],
    legacy: ['2025-11-25'],
    unknownVersions: [],
    evidence: [],
  },
  onTick(tick) {
    done += tick.calls;
    const rss = process.memoryUsage.rss();
    while (done >= ((marks[seen.length] ?? Number.POSITIVE_INFINITY) / 100) * calls) {
      seen.push({ percent: marks[seen.length] ?? 0, rssMb: rss / 1e6 });
    }
    // In the first fifth Node compiles, and gives its young generation the size that so many calls ask for.
    if (done <= calls / 5) settledRss = Math.max(settledRss, rss);
    else largestRss = Math.max(largestRss, rss);
  },
});
const report = document.load;
if (report === undefined) throw new Error(document.summary.reason ?? 'no report');
const { total, calls: named, measuredSeconds } = report;
console.log(
  JSON.stringify({
    over: url === undefined ? 'stdio' : 'HTTP',
    calls: total.calls,
    failed: total.calls - total.outcomes.ok,
    names: named.length,
    seconds: measuredSeconds,
    seen,
    settledMb: settledRss / 1e6,
    grownMb: Math.max(0, largestRss - settledRss) / 1e6,
  }),
);
