import type { Check } from '../../check/check.ts';

export const qualityChecks: readonly Check[] = [];
