import type { Check } from '../../check/check.ts';

export const cachingChecks: readonly Check[] = [];
