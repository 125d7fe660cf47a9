import type { Check } from '../../check/check.ts';

export const transportSseChecks: readonly Check[] = [];
