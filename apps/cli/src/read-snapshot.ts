import { parseSnapshot, type SurfaceSnapshot } from '@mcp-lab/engine/drift/snapshot';
import { readText } from './files.ts';
import { UsageError } from './usage-error.ts';

/** A snapshot that `mcp-lab inspect` wrote. Throws UsageError where the file is none. */
export function readSnapshot(file: string): SurfaceSnapshot {
  const parsed = parseSnapshot(readText(file));
  if (parsed.ok) return parsed.snapshot;
  throw new UsageError(
    `${file} is no snapshot: ${parsed.problem}. mcp-lab inspect --save-snapshot ${file} writes one.`,
  );
}
