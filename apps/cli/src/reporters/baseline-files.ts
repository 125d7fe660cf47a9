import type { RunDocument } from '@mcp-lab/engine';
import { applyBaseline, type BaselineReport } from '@mcp-lab/engine/compare/apply-baseline';
import { formatBaseline, parseBaseline } from '@mcp-lab/engine/compare/baseline-text';
import { writeBaseline } from '@mcp-lab/engine/compare/write-baseline';
import { ensureWritable, readText, writeText } from '../files.ts';
import { UsageError } from '../usage-error.ts';

export interface BaselineOptions {
  /** Read: findings that are accepted. */
  baseline?: string;
  /** Written: accepts what the run finds, and keeps what the baseline that was read says of it. */
  writeBaseline?: string;
}

export interface BaselineFiles {
  /** Marks what is accepted and writes the new file; undefined where no baseline was asked for. */
  apply(run: RunDocument): BaselineReport | undefined;
}

/** Reads and checks both files before the run. */
export function openBaselines(
  { baseline, writeBaseline: target }: BaselineOptions,
  say: (text: string) => void,
): BaselineFiles {
  const earlier = baseline === undefined ? undefined : read(baseline);
  if (target !== undefined) ensureWritable(target);
  return {
    apply(run) {
      const today = new Date(run.startedAt).toISOString().slice(0, 10);
      const { outcome } = run.summary;
      if (target !== undefined && outcome !== 'passed' && outcome !== 'findings') {
        say(`${target} was not written: the run is ${outcome}.\n`);
      } else if (target !== undefined) {
        const written = writeBaseline(run, today, earlier);
        writeText(target, formatBaseline(written, /\.ya?ml$/i.test(target) ? 'yaml' : 'json'));
        return applyBaseline(run, written, today);
      }
      return earlier === undefined ? undefined : applyBaseline(run, earlier, today);
    },
  };
}

function read(file: string) {
  try {
    return parseBaseline(readText(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is not a baseline: ${error instanceof Error ? error.message : String(error)}`);
  }
}
