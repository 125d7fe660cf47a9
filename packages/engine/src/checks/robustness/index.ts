import type { Check } from '../../check/check.ts';
import { qaAbruptDisconnectCheck } from './qa-abrupt-disconnect.ts';
import { qaChunkedBodyCheck } from './qa-chunked-body.ts';
import { qaConnectionChurnCheck } from './qa-connection-churn.ts';
import { qaIdReuseCheck } from './qa-id-reuse.ts';
import { qaLargeResultCheck } from './qa-large-result.ts';
import { qaSlowReaderCheck } from './qa-slow-reader.ts';
import { qaSplitFramesCheck } from './qa-split-frames.ts';
import { qaSurvivesDeepJsonCheck } from './qa-survives-deep-json.ts';
import { qaSurvivesLargeRequestCheck } from './qa-survives-large-request.ts';
import { qaSurvivesMalformedCheck } from './qa-survives-malformed.ts';
import { qaSurvivesUnknownFieldsCheck } from './qa-survives-unknown-fields.ts';

export const robustnessChecks: readonly Check[] = [
  qaSurvivesMalformedCheck,
  qaSurvivesUnknownFieldsCheck,
  qaSurvivesDeepJsonCheck,
  qaSurvivesLargeRequestCheck,
  qaLargeResultCheck,
  qaSplitFramesCheck,
  qaIdReuseCheck,
  qaConnectionChurnCheck,
  qaSlowReaderCheck,
  qaChunkedBodyCheck,
  qaAbruptDisconnectCheck,
];
