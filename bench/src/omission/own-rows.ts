import { loadProfileSchema, noInputs } from '@mcp-lab/contracts';
import { runLoad } from '@mcp-lab/engine';
import type { Target, TransportKind } from '@mcp-lab/wire';
import type { OmissionLoad, OmissionRow } from './omission-row.ts';
import { stallingServer } from './stalling-server.ts';

/** At the rate, over HTTP. */
export function measureOpen({ url, rate, seconds }: OmissionLoad): Promise<OmissionRow> {
  const target: Target = { kind: 'http', url, headers: {} };
  return measure('mcp-lab bench', `${rate}/s, HTTP`, 'streamable-http', target, {
    type: 'constant-arrival-rate',
    rate,
    seconds,
  });
}

/** At the rate, over HTTP+SSE. */
export function measureOpenSse({ url, rate, seconds }: OmissionLoad): Promise<OmissionRow> {
  const target: Target = { kind: 'http', url, headers: {} };
  return measure('mcp-lab bench', `${rate}/s, HTTP+SSE`, 'http-sse', target, {
    type: 'constant-arrival-rate',
    rate,
    seconds,
  });
}

/** At the rate, over stdio: a server of its own. */
export function measureOpenStdio({ rate, seconds }: Omit<OmissionLoad, 'url'>): Promise<OmissionRow> {
  const target: Target = { kind: 'stdio', command: process.execPath, args: stallingServer('stdio'), env: {} };
  return measure('mcp-lab bench', `${rate}/s, stdio`, 'stdio', target, {
    type: 'constant-arrival-rate',
    rate,
    seconds,
  });
}

/** Ten users who wait for their answers: what a closed model cannot see, ours cannot either. */
export function measureClosed({ url, seconds }: OmissionLoad): Promise<OmissionRow> {
  const target: Target = { kind: 'http', url, headers: {} };
  return measure('mcp-lab bench', '10 users, HTTP', 'streamable-http', target, {
    type: 'constant-vus',
    vus: 10,
    seconds,
  });
}

async function measure(
  name: string,
  load: string,
  transport: TransportKind,
  target: Target,
  executor: unknown,
): Promise<OmissionRow> {
  const document = await runLoad({
    target,
    load: loadProfileSchema.parse({ executor, mix: [{ tool: 'echo', arguments: { text: 'message' } }] }),
    seed: 1,
    toolVersion: '0',
    inputs: noInputs,
    profile: {
      transport,
      modern: [],
      legacy: [transport === 'http-sse' ? '2024-11-05' : '2025-11-25'],
      unknownVersions: [],
      evidence: [],
    },
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
