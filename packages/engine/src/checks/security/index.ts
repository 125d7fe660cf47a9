import type { Check } from '../../check/check.ts';

export const securityChecks: readonly Check[] = [];
