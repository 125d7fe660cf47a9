/** `run-many-names.ts <calls>`: resident memory of the whole engine over so many calls, each with a name of its own. */

import { join } from 'node:path';
import { loadProfileSchema, noInputs } from '@mcp-lab/contracts';
import { runLoad } from '@mcp-lab/engine';

const calls = Number(process.argv[2]);
const server = join(import.meta.dirname, '..', 'generators', 'canned-stdio-server.ts');
let done = 0;
let settledRss = 0;
let largestRss = 0;
const document = await runLoad({
  target: { kind: 'stdio', command: process.execPath, args: [server], env: {} },
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
  profile: { transport: 'stdio', modern: [], legacy: ['2025-11-25'], unknownVersions: [], evidence: [] },
  onTick(tick) {
    done += tick.calls;
    const rss = process.memoryUsage.rss();
    // The first tenth is the start of Node: compiled code, the young generation.
    if (done <= calls / 10) settledRss = Math.max(settledRss, rss);
    else largestRss = Math.max(largestRss, rss);
  },
});
const report = document.load;
if (report === undefined) throw new Error(document.summary.reason ?? 'no report');
const { total, calls: named, measuredSeconds } = report;
console.log(
  JSON.stringify({
    calls: total.calls,
    failed: total.calls - total.outcomes.ok,
    names: named.length,
    seconds: measuredSeconds,
    settledMb: settledRss / 1e6,
    grownMb: Math.max(0, largestRss - settledRss) / 1e6,
  }),
);
