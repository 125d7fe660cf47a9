import type { Check } from '../../check/check.ts';
import { promptsArgsValidatedCheck } from './prompts-args-validated.ts';
import { promptsCapabilityDeclaredCheck } from './prompts-capability-declared.ts';
import { promptsEmbeddedResourceCheck } from './prompts-embedded-resource.ts';
import { promptsEntryShapeCheck } from './prompts-entry-shape.ts';
import { promptsGetOkCheck } from './prompts-get-ok.ts';
import { promptsImageAudioBase64Check } from './prompts-image-audio-base64.ts';
import { promptsListAnswersCheck } from './prompts-list-answers.ts';
import { promptsListChangedSentCheck } from './prompts-list-changed-sent.ts';
import { promptsListChangedUndeclaredCheck } from './prompts-list-changed-undeclared.ts';
import { promptsMessageShapeCheck } from './prompts-message-shape.ts';
import { promptsMissingArgCheck } from './prompts-missing-arg.ts';
import { promptsNameUniqueCheck } from './prompts-name-unique.ts';
import { promptsUnknownCheck } from './prompts-unknown.ts';

export const promptsChecks: readonly Check[] = [
  promptsCapabilityDeclaredCheck,
  promptsListAnswersCheck,
  promptsEntryShapeCheck,
  promptsNameUniqueCheck,
  promptsGetOkCheck,
  promptsMessageShapeCheck,
  promptsImageAudioBase64Check,
  promptsEmbeddedResourceCheck,
  promptsUnknownCheck,
  promptsMissingArgCheck,
  promptsArgsValidatedCheck,
  promptsListChangedSentCheck,
  promptsListChangedUndeclaredCheck,
];
