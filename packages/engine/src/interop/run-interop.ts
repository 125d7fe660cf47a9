import { noInputs } from '@mcp-lab/contracts';
import { matchesPattern } from '../check/plan-run.ts';
import type { ConformanceOptions } from '../check/run-conformance.ts';
import { conductRun } from '../run/conduct-run.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { type InteropMode, interopModes } from './interop-mode.ts';
import type { ModeProbe } from './probe-mode.ts';
import { toInteropResult } from './to-interop-result.ts';

export type InteropOptions = Pick<
  ConformanceOptions,
  | 'target'
  | 'seed'
  | 'toolVersion'
  | 'signal'
  | 'only'
  | 'skip'
  | 'inputs'
  | 'requestTimeoutMs'
  | 'maxRunMs'
  | 'transports'
  | 'owner'
  | 'profile'
  | 'onProgress'
>;

/**
 * Has the official client (v2) connect in each of its modes and gives what it made of the server as a run. The client
 * fetches by itself: use it only on servers whose address is not to be guarded. Never rejects because of the server.
 */
export async function runInterop(options: InteropOptions): Promise<RunDocument> {
  const { target, seed, only = [], skip = [] } = options;
  const inputs = options.inputs ?? noInputs;
  return conductRun('interop', options, inputs.tokens, async (run) => {
    const { profile, disclosure, transcript, connections, clock, requestTimeoutMs, onProgress } = run;
    // The official client costs a tenth of a second to load, which nobody else should pay for.
    const { probeMode } = await import('./probe-mode.ts');
    const results: Result[] = [];
    for (const mode of interopModes.filter((name) => isChosen(name, only, skip))) {
      if (clock.endedEarly) break;
      const probe: ModeProbe = await probeMode(mode, {
        target,
        profile,
        inputs,
        requestTimeoutMs,
        toolVersion: options.toolVersion,
        transcriptFor: (name, revision) =>
          connections.transcriptFor({ revision, purpose: 'check', checkId: `interop-${name}` }),
        owner: options.owner,
        signal: clock.signal,
      });
      const source = { disclosure, transport: profile.transport, seed, frames: transcript.frames, profile };
      for (const step of probe.steps) {
        const result = toInteropResult(source, probe, step);
        results.push(result);
        onProgress({ type: 'result', result });
      }
      onProgress({ type: 'frames', count: transcript.frames.length, dropped: transcript.dropped.frames });
    }
    return { results };
  });
}

/** A pattern for any step of a mode chooses the whole mode: the steps follow from each other. */
function isChosen(mode: InteropMode, only: readonly string[], skip: readonly string[]): boolean {
  const ids = ['', '-connect', '-list', '-call', '-read', '-prompt', '-errors', '-close'].map(
    (step) => `interop-${mode}${step}`,
  );
  const matches = (pattern: string) => ids.some((id) => matchesPattern(id, pattern));
  return (
    (only.length === 0 || only.some(matches)) && !skip.some((pattern) => matchesPattern(`interop-${mode}`, pattern))
  );
}
