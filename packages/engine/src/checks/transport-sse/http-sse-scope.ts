import type { Check } from '../../check/check.ts';

/** The transport of 2024-11-05 with two endpoints; it was replaced in the next revision. */
export const httpSse = {
  area: 'transport-sse',
  revisions: ['2024-11-05'],
  transports: ['http-sse'],
  spec: 'basic/transports#http-with-sse',
} as const satisfies Partial<Check>;
