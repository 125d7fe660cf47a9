import type { RunOptions } from '@mcp-lab/contracts';
import { countOf } from '@/lib/format/format-count.ts';

/** What differs from a plain run, in a few words. */
export function describeRunOptions(options: RunOptions): string {
  const parts = [
    options.only.length > 0 && `only ${options.only.join(', ')}`,
    options.skip.length > 0 && `without ${options.skip.join(', ')}`,
    options.revisions.length > 0 && `revisions ${options.revisions.join(', ')}`,
    options.allowSideEffects && 'with side effects',
    options.inputs !== undefined && 'with inputs of yours',
    (options.inputs?.exclude.length ?? 0) > 0 && `${options.inputs?.exclude.length} excluded`,
    options.chaos !== undefined && countOf(options.chaos.faults.length, 'fault'),
    options.seed !== undefined && `seed ${options.seed}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'all checks' : parts.join(' · ');
}
