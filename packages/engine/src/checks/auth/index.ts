import type { Check } from '../../check/check.ts';

export const authChecks: readonly Check[] = [];
