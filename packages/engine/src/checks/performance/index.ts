import type { Check } from '../../check/check.ts';

export const performanceChecks: readonly Check[] = [];
