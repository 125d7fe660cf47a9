import type { Check } from '../../check/check.ts';

export const elicitationChecks: readonly Check[] = [];
