import type { Check } from '../../check/check.ts';

export const cancellationChecks: readonly Check[] = [];
