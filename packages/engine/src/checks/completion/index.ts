import type { Check } from '../../check/check.ts';

export const completionChecks: readonly Check[] = [];
