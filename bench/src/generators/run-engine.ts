/** Our whole engine, as `mcp-lab bench` runs it: `run-engine.ts <inFlight> <seconds> <url | command args…>`. */
import { loadProfileSchema, noInputs } from '@mcp-lab/contracts';
import { runLoad } from '@mcp-lab/engine';
import type { Target } from '@mcp-lab/wire';
import type { GeneratorResult } from './generator-result.ts';

const [inFlight = '1', seconds = '1', place = '', ...args] = process.argv.slice(2);
const target: Target = place.startsWith('http')
  ? { kind: 'http', url: place, headers: {} }
  : { kind: 'stdio', command: place, args, env: {} };
const transport = target.kind === 'http' ? 'streamable-http' : 'stdio';
const load = loadProfileSchema.parse({
  mix: [{ tool: 'echo', arguments: { text: 'message $n' } }],
  executor: { type: 'constant-vus', vus: Number(inFlight), seconds: Number(seconds) + 3 },
  sessions: 1,
  warmUpSeconds: 3,
  thresholds: [
    { metric: 'latency', expression: 'p(99)<60000', abortOnFail: true },
    { metric: 'failed', expression: 'rate<0.5' },
  ],
});

// From the first second that is measured to the last one: the CPU of opening, warming up and reporting is no part of it.
let begun: { atMs: number; cpu: NodeJS.CpuUsage } | undefined;
const result: GeneratorResult = { calls: 0, failed: 0, seconds: 0, cpuSeconds: 0 };
await runLoad({
  target,
  load,
  seed: 1,
  toolVersion: '0',
  inputs: noInputs,
  profile: { transport, modern: [], legacy: ['2025-11-25'], unknownVersions: [], evidence: [] },
  onTick(tick) {
    if (tick.phase !== 'measure') return;
    if (begun === undefined) begun = { atMs: performance.now(), cpu: process.cpuUsage() };
    else {
      const { user, system } = process.cpuUsage(begun.cpu);
      result.cpuSeconds = (user + system) / 1e6;
      result.seconds = (performance.now() - begun.atMs) / 1000;
      result.calls += tick.calls;
      result.failed += tick.calls - tick.outcomes.ok;
    }
  },
});
console.log(JSON.stringify(result));
