import { LabError } from '@mcp-lab/contracts';
import type { Span } from './accumulate.ts';

const hourMs = 3_600_000;

/** The window of a query: by default the hour before now. Throws LabError `invalid-input` when it ends before it begins. */
export function readWindow(query: { from?: number; to?: number }, now: number): Span {
  const to = query.to ?? now;
  const from = query.from ?? Math.max(0, to - hourMs);
  if (from < to) return { from, to };
  const message = 'must lie before "to"';
  throw new LabError('invalid-input', 'The window is empty.', { issues: [{ path: 'query.from', message }] });
}
