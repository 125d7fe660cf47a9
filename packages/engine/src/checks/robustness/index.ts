import type { Check } from '../../check/check.ts';

export const robustnessChecks: readonly Check[] = [];
