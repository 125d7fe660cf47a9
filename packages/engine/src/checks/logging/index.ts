import type { Check } from '../../check/check.ts';

export const loggingChecks: readonly Check[] = [];
