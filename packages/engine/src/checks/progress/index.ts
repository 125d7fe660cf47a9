import type { Check } from '../../check/check.ts';
import { progressIncreasesCheck } from './progress-increases.ts';
import { progressOnlyIfAskedCheck } from './progress-only-if-asked.ts';
import { progressRateCheck } from './progress-rate.ts';
import { progressShapeCheck } from './progress-shape.ts';
import { progressStopsCheck } from './progress-stops.ts';
import { progressTokenEchoCheck } from './progress-token-echo.ts';
import { progressTokensDistinctCheck } from './progress-tokens-distinct.ts';

export const progressChecks: readonly Check[] = [
  progressTokenEchoCheck,
  progressOnlyIfAskedCheck,
  progressIncreasesCheck,
  progressStopsCheck,
  progressShapeCheck,
  progressTokensDistinctCheck,
  progressRateCheck,
];
