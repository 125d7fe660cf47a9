import { loadProfileSchema, noInputs } from '@mcp-lab/contracts';
import { runLoad } from '@mcp-lab/engine';
import { loadServerPath } from '@mcp-lab/fixtures';
import type { Target } from '@mcp-lab/wire';
import type { OmissionLoad, OmissionRow } from './omission-row.ts';
import { everyMs, stallMs } from './stalling-server.ts';

/** At the rate, over HTTP. */
export function measureOpen({ url, rate, seconds }: OmissionLoad): Promise<OmissionRow> {
  const target: Target = { kind: 'http', url, headers: {} };
  return measure('mcp-lab bench', `${rate}/s, HTTP`, target, { type: 'constant-arrival-rate', rate, seconds });
}

/** At the rate, over stdio: a server of its own. */
export function measureOpenStdio({ rate, seconds }: Omit<OmissionLoad, 'url'>): Promise<OmissionRow> {
  const args = [loadServerPath, 'stdio', 'stall', String(stallMs), String(everyMs)];
  const target: Target = { kind: 'stdio', command: process.execPath, args, env: {} };
  return measure('mcp-lab bench', `${rate}/s, stdio`, target, { type: 'constant-arrival-rate', rate, seconds });
}

/** Ten users who wait for their answers: what a closed model cannot see, ours cannot either. */
export function measureClosed({ url, seconds }: OmissionLoad): Promise<OmissionRow> {
  const target: Target = { kind: 'http', url, headers: {} };
  return measure('mcp-lab bench', '10 users, HTTP', target, { type: 'constant-vus', vus: 10, seconds });
}

async function measure(name: string, load: string, target: Target, executor: unknown): Promise<OmissionRow> {
  const transport = target.kind === 'http' ? 'streamable-http' : 'stdio';
  const document = await runLoad({
    target,
    load: loadProfileSchema.parse({ executor, mix: [{ tool: 'echo', arguments: { text: 'message' } }] }),
    seed: 1,
    toolVersion: '0',
    inputs: noInputs,
    profile: { transport, modern: [], legacy: ['2025-11-25'], unknownVersions: [], evidence: [] },
  });
  const report = document.load;
  if (report === undefined) throw new Error(document.summary.reason ?? 'no report');
  const { total, iterations, generator } = report;
  const { p50, p90, p95, p99, max } = total.latencyMs;
  const lag = generator.sendLagMs.p99;
  const notes = [
    ...(lag === null ? [] : [`send lag p99 ${lag.toFixed(1)} ms`]),
    ...(iterations.dropped > 0 ? [`${iterations.dropped} dropped`] : []),
    generator.valid ? 'valid' : `marked invalid: ${generator.invalidBecause.join('; ')}`,
  ];
  return { name, load, calls: total.calls, rate: total.rate, p50, p90, p95, p99, max, note: notes.join(', ') };
}
