import type { Check } from '../../check/check.ts';
import { loggingCapabilityDeclaredCheck } from './logging-capability-declared.ts';
import { loggingInvalidLevelCheck } from './logging-invalid-level.ts';
import { loggingLevelFilterCheck } from './logging-level-filter.ts';
import { loggingLevelRespectedCheck } from './logging-level-respected.ts';
import { loggingMessageShapeCheck } from './logging-message-shape.ts';
import { loggingOwnStreamCheck } from './logging-own-stream.ts';
import { loggingRateCheck } from './logging-rate.ts';
import { loggingSetlevelInvalidCheck } from './logging-setlevel-invalid.ts';
import { loggingSetlevelOkCheck } from './logging-setlevel-ok.ts';
import { loggingSilentWithoutLevelCheck } from './logging-silent-without-level.ts';

export const loggingChecks: readonly Check[] = [
  loggingCapabilityDeclaredCheck,
  loggingMessageShapeCheck,
  loggingSetlevelOkCheck,
  loggingSetlevelInvalidCheck,
  loggingLevelFilterCheck,
  loggingSilentWithoutLevelCheck,
  loggingLevelRespectedCheck,
  loggingOwnStreamCheck,
  loggingInvalidLevelCheck,
  loggingRateCheck,
];
