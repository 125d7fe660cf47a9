import type { Check } from '../../check/check.ts';
import { qaTokenCostCheck } from './qa-token-cost.ts';

export const qualityChecks: readonly Check[] = [qaTokenCostCheck];
