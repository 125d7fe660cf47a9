import type { Check } from '../../check/check.ts';
import { toolsAnnotationsShapeCheck } from './tools-annotations-shape.ts';
import { toolsCallArgsOmittableCheck } from './tools-call-args-omittable.ts';
import { toolsCallMalformedCheck } from './tools-call-malformed.ts';
import { toolsCallResultShapeCheck } from './tools-call-result-shape.ts';
import { toolsCapabilityDeclaredCheck } from './tools-capability-declared.ts';
import { toolsContentAnnotationsCheck } from './tools-content-annotations.ts';
import { toolsContentEmbeddedCheck } from './tools-content-embedded.ts';
import { toolsContentImageAudioCheck } from './tools-content-image-audio.ts';
import { toolsContentResourceLinkCheck } from './tools-content-resource-link.ts';
import { toolsDescriptionPresentCheck } from './tools-description-present.ts';
import { toolsEmbeddedCapabilityCheck } from './tools-embedded-capability.ts';
import { toolsEntryShapeCheck } from './tools-entry-shape.ts';
import { toolsExecutionShapeCheck } from './tools-execution-shape.ts';
import { toolsExtraArgsCheck } from './tools-extra-args.ts';
import { toolsIconsShapeCheck } from './tools-icons-shape.ts';
import { toolsInputSchemaValidCheck } from './tools-input-schema-valid.ts';
import { toolsInvalidArgsCheck } from './tools-invalid-args.ts';
import { toolsListAnswersCheck } from './tools-list-answers.ts';
import { toolsListChangedSentCheck } from './tools-list-changed-sent.ts';
import { toolsListChangedUndeclaredCheck } from './tools-list-changed-undeclared.ts';
import { toolsListDeterministicCheck } from './tools-list-deterministic.ts';
import { toolsNameCaseSensitiveCheck } from './tools-name-case-sensitive.ts';
import { toolsNameCharsCheck } from './tools-name-chars.ts';
import { toolsNameLengthCheck } from './tools-name-length.ts';
import { toolsNameUniqueCheck } from './tools-name-unique.ts';
import { toolsOutputSchemaValidCheck } from './tools-output-schema-valid.ts';
import { toolsSchemaBoundedCheck } from './tools-schema-bounded.ts';
import { toolsSchemaRefLocalCheck } from './tools-schema-ref-local.ts';
import { toolsStructuredConformsCheck } from './tools-structured-conforms.ts';
import { toolsStructuredPresentCheck } from './tools-structured-present.ts';
import { toolsStructuredTextCheck } from './tools-structured-text.ts';
import { toolsStructuredTypeCheck } from './tools-structured-type.ts';
import { toolsUnknownToolCheck } from './tools-unknown-tool.ts';
import { toolsXheaderIntRangeCheck } from './tools-xheader-int-range.ts';
import { toolsXheaderSensitiveCheck } from './tools-xheader-sensitive.ts';
import { toolsXheaderValidCheck } from './tools-xheader-valid.ts';

export const toolsChecks: readonly Check[] = [
  toolsCapabilityDeclaredCheck,
  toolsListAnswersCheck,
  toolsEntryShapeCheck,
  toolsInputSchemaValidCheck,
  toolsOutputSchemaValidCheck,
  toolsSchemaRefLocalCheck,
  toolsSchemaBoundedCheck,
  toolsNameCharsCheck,
  toolsNameLengthCheck,
  toolsNameUniqueCheck,
  toolsNameCaseSensitiveCheck,
  toolsDescriptionPresentCheck,
  toolsAnnotationsShapeCheck,
  toolsExecutionShapeCheck,
  toolsIconsShapeCheck,
  toolsXheaderValidCheck,
  toolsXheaderIntRangeCheck,
  toolsXheaderSensitiveCheck,
  toolsListDeterministicCheck,
  toolsListChangedSentCheck,
  toolsListChangedUndeclaredCheck,
  toolsCallResultShapeCheck,
  toolsCallArgsOmittableCheck,
  toolsUnknownToolCheck,
  toolsCallMalformedCheck,
  toolsInvalidArgsCheck,
  toolsExtraArgsCheck,
  toolsStructuredPresentCheck,
  toolsStructuredConformsCheck,
  toolsStructuredTypeCheck,
  toolsStructuredTextCheck,
  toolsContentImageAudioCheck,
  toolsContentResourceLinkCheck,
  toolsContentEmbeddedCheck,
  toolsEmbeddedCapabilityCheck,
  toolsContentAnnotationsCheck,
];
