import type { Check } from '../../check/check.ts';

export const mrtrChecks: readonly Check[] = [];
