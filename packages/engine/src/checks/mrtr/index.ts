import type { Check } from '../../check/check.ts';
import { mrtrBadAnswerCheck } from './mrtr-bad-answer.ts';
import { mrtrCapabilityRespectedCheck } from './mrtr-capability-respected.ts';
import { mrtrCompletesCheck } from './mrtr-completes.ts';
import { mrtrDeclineCancelCheck } from './mrtr-decline-cancel.ts';
import { mrtrExtraAnswerIgnoredCheck } from './mrtr-extra-answer-ignored.ts';
import { mrtrHasPayloadCheck } from './mrtr-has-payload.ts';
import { mrtrKeysUniqueCheck } from './mrtr-keys-unique.ts';
import { mrtrMissingAnswerCheck } from './mrtr-missing-answer.ts';
import { mrtrOnlyAllowedMethodsCheck } from './mrtr-only-allowed-methods.ts';
import { mrtrRequestKindsCheck } from './mrtr-request-kinds.ts';
import { mrtrRetryStatelessCheck } from './mrtr-retry-stateless.ts';
import { mrtrStateCrossRequestCheck } from './mrtr-state-cross-request.ts';
import { mrtrStateCrossUserCheck } from './mrtr-state-cross-user.ts';
import { mrtrStateExpiryCheck } from './mrtr-state-expiry.ts';
import { mrtrStateStringCheck } from './mrtr-state-string.ts';
import { mrtrStateTamperCheck } from './mrtr-state-tamper.ts';
import { mrtrUnsolicitedAnswersCheck } from './mrtr-unsolicited-answers.ts';

export const mrtrChecks: readonly Check[] = [
  mrtrStateCrossUserCheck,
  mrtrOnlyAllowedMethodsCheck,
  mrtrHasPayloadCheck,
  mrtrRequestKindsCheck,
  mrtrKeysUniqueCheck,
  mrtrStateStringCheck,
  mrtrCapabilityRespectedCheck,
  mrtrCompletesCheck,
  mrtrRetryStatelessCheck,
  mrtrStateTamperCheck,
  mrtrStateCrossRequestCheck,
  mrtrStateExpiryCheck,
  mrtrMissingAnswerCheck,
  mrtrExtraAnswerIgnoredCheck,
  mrtrBadAnswerCheck,
  mrtrDeclineCancelCheck,
  mrtrUnsolicitedAnswersCheck,
];
