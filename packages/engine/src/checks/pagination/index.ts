import type { Check } from '../../check/check.ts';

export const paginationChecks: readonly Check[] = [];
