import type { Check } from '../../check/check.ts';

export const promptsChecks: readonly Check[] = [];
