import type { Check } from '../../check/check.ts';

export const reliabilityChecks: readonly Check[] = [];
