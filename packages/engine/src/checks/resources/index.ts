import type { Check } from '../../check/check.ts';

export const resourcesChecks: readonly Check[] = [];
