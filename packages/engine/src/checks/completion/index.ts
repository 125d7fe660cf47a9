import type { Check } from '../../check/check.ts';
import { completionCapabilityDeclaredCheck } from './completion-capability-declared.ts';
import { completionContextCheck } from './completion-context.ts';
import { completionMax100Check } from './completion-max-100.ts';
import { completionPrefixRelevantCheck } from './completion-prefix-relevant.ts';
import { completionRateLimitCheck } from './completion-rate-limit.ts';
import { completionResourceRefCheck } from './completion-resource-ref.ts';
import { completionResultShapeCheck } from './completion-result-shape.ts';
import { completionUndeclaredErrorCheck } from './completion-undeclared-error.ts';
import { completionUnknownArgumentCheck } from './completion-unknown-argument.ts';
import { completionUnknownPromptCheck } from './completion-unknown-prompt.ts';

export const completionChecks: readonly Check[] = [
  completionCapabilityDeclaredCheck,
  completionUndeclaredErrorCheck,
  completionResultShapeCheck,
  completionMax100Check,
  completionUnknownPromptCheck,
  completionUnknownArgumentCheck,
  completionResourceRefCheck,
  completionContextCheck,
  completionPrefixRelevantCheck,
  completionRateLimitCheck,
];
