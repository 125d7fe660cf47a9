import type { Check } from '../../check/check.ts';

export const samplingChecks: readonly Check[] = [];
