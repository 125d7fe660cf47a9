import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadProfile, plannedLoadSeconds, type SuiteFile } from '@mcp-lab/contracts';
import { type InterleavedRun, type InterleavedRuns, runInterleaved } from '@mcp-lab/engine/benchmark/run-interleaved';
import { formatQuantity } from '@mcp-lab/engine/load/format-quantity';
import { reportFormats } from '@mcp-lab/engine/report/report-formats';
import type { Revision, Target, TransportKind } from '@mcp-lab/wire';
import type { CommandContext } from '../commands/command-context.ts';
import { writeText } from '../files.ts';
import { signIn } from '../sign-in.ts';
import { toldInputs } from '../suite-options.ts';
import { UsageError } from '../usage-error.ts';

export interface MeasurePlan {
  base: Target;
  head: Target;
  transports: { base?: TransportKind; head?: TransportKind };
  load: LoadProfile;
  suite: SuiteFile | undefined;
  pairs: number;
  seed: number;
  allowAnyTool: boolean;
  requestTimeoutMs: number;
  /** Undefined: the newest. */
  revisions: readonly Revision[] | undefined;
  /** Each counted run is written there. */
  saveRuns: string | undefined;
}

/** Measures both servers in turn and tells each pair as it comes. */
export async function measurePairs(plan: MeasurePlan, context: CommandContext): Promise<InterleavedRuns> {
  const { terminal, signal, version } = context;
  const { load, pairs, seed, saveRuns } = plan;
  if (saveRuns !== undefined) makeFolder(saveRuns);
  const settingsOf = async (side: 'base' | 'head') => {
    const target = plan[side];
    const transport = plan.transports[side];
    return {
      ...(await signIn(target, target.kind === 'http' ? plan.suite?.auth : undefined, context)),
      load,
      seed,
      toolVersion: version,
      inputs: toldInputs(plan.suite, plan.allowAnyTool),
      requestTimeoutMs: plan.requestTimeoutMs,
      revisions: plan.revisions,
      transports: transport === undefined ? undefined : [transport],
    };
  };
  const seconds = 2 * (pairs + 1) * plannedLoadSeconds(load);
  terminal.err(
    `${pairs} pairs and one to warm up, at most about ${formatQuantity(Math.ceil(seconds), 's')} of load. Seed ${seed}.\n`,
  );
  const shown: Partial<Record<InterleavedRun['side'], string>> = {};
  return runInterleaved({
    base: await settingsOf('base'),
    head: await settingsOf('head'),
    pairs,
    seed,
    signal,
    onRun: (run) => {
      const { side, pair, document } = run;
      shown[side] = describeRun(run);
      if (saveRuns !== undefined && pair > 0 && document.load !== undefined) {
        const name = `${side}-${String(pair).padStart(3, '0')}.json`;
        writeText(join(saveRuns, name), reportFormats.json.render(document));
      }
      if (shown.base === undefined || shown.head === undefined) return;
      terminal.err(`${pair === 0 ? 'warm-up' : `pair ${pair}`}  base ${shown.base}   head ${shown.head}\n`);
      delete shown.base;
      delete shown.head;
    },
  });
}

function describeRun({ document: { load } }: InterleavedRun): string {
  if (load === undefined) return 'measured nothing';
  const { rate, latencyMs, failedRatio } = load.total;
  return [
    formatQuantity(rate, '/s'),
    latencyMs.p50 === null ? 'no answer' : `p50 ${formatQuantity(latencyMs.p50, 'ms')}`,
    ...(failedRatio > 0 ? [`${(failedRatio * 100).toFixed(1)} % failed`] : []),
    ...(load.generator.valid ? [] : ['not valid']),
  ].join(' ');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
