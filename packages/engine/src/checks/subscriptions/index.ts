import type { Check } from '../../check/check.ts';

export const subscriptionsChecks: readonly Check[] = [];
