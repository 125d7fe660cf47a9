import type { Check } from '../../check/check.ts';

export const tasksChecks: readonly Check[] = [];
