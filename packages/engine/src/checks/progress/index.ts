import type { Check } from '../../check/check.ts';

export const progressChecks: readonly Check[] = [];
