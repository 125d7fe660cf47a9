import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { streamableHttpOnly } from './streamable-http-scope.ts';

/** What the checks of the headers of 2026-07-28 have in common. */
export const modernHttp = {
  area: 'transport-http',
  revisions: modernRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
} as const satisfies Partial<Check>;

export const headerMismatch = -32020;
