import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';

/** Caching hints came with 2026-07-28. */
export const caching = {
  area: 'caching',
  revisions: modernRevisions,
  transports: modernTransports,
} as const satisfies Partial<Check>;
