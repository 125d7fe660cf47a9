import type { Check } from '../../check/check.ts';

export const toolsChecks: readonly Check[] = [];
