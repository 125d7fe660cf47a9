import type { Check } from '../../check/check.ts';
import { resourcesAccessControlCheck } from './resources-access-control.ts';
import { resourcesBlobBase64Check } from './resources-blob-base64.ts';
import { resourcesCapabilityDeclaredCheck } from './resources-capability-declared.ts';
import { resourcesEntryShapeCheck } from './resources-entry-shape.ts';
import { resourcesHttpsFetchableCheck } from './resources-https-fetchable.ts';
import { resourcesInternalErrorCheck } from './resources-internal-error.ts';
import { resourcesListAnswersCheck } from './resources-list-answers.ts';
import { resourcesListChangedSentCheck } from './resources-list-changed-sent.ts';
import { resourcesListChangedUndeclaredCheck } from './resources-list-changed-undeclared.ts';
import { resourcesMimeConsistentCheck } from './resources-mime-consistent.ts';
import { resourcesNoEmptyContentsCheck } from './resources-no-empty-contents.ts';
import { resourcesNotFoundDataUriCheck } from './resources-not-found-data-uri.ts';
import { resourcesNotFoundLegacyCheck } from './resources-not-found-legacy.ts';
import { resourcesNotFoundModernCheck } from './resources-not-found-modern.ts';
import { resourcesReadListedCheck } from './resources-read-listed.ts';
import { resourcesReadShapeCheck } from './resources-read-shape.ts';
import { resourcesReadUriMatchCheck } from './resources-read-uri-match.ts';
import { resourcesSizeConsistentCheck } from './resources-size-consistent.ts';
import { resourcesSubscribeOkCheck } from './resources-subscribe-ok.ts';
import { resourcesSubscribeUndeclaredCheck } from './resources-subscribe-undeclared.ts';
import { resourcesTemplateValidCheck } from './resources-template-valid.ts';
import { resourcesTemplatesAnswersCheck } from './resources-templates-answers.ts';
import { resourcesUnsubscribeStopsCheck } from './resources-unsubscribe-stops.ts';
import { resourcesUpdatedAfterSubscribeCheck } from './resources-updated-after-subscribe.ts';
import { resourcesUpdatedShapeCheck } from './resources-updated-shape.ts';
import { resourcesUriUniqueCheck } from './resources-uri-unique.ts';
import { resourcesUriValidCheck } from './resources-uri-valid.ts';

export const resourcesChecks: readonly Check[] = [
  resourcesAccessControlCheck,
  resourcesCapabilityDeclaredCheck,
  resourcesListAnswersCheck,
  resourcesEntryShapeCheck,
  resourcesUriValidCheck,
  resourcesUriUniqueCheck,
  resourcesHttpsFetchableCheck,
  resourcesTemplatesAnswersCheck,
  resourcesTemplateValidCheck,
  resourcesReadListedCheck,
  resourcesReadShapeCheck,
  resourcesReadUriMatchCheck,
  resourcesBlobBase64Check,
  resourcesMimeConsistentCheck,
  resourcesSizeConsistentCheck,
  resourcesNotFoundLegacyCheck,
  resourcesNotFoundModernCheck,
  resourcesNoEmptyContentsCheck,
  resourcesNotFoundDataUriCheck,
  resourcesInternalErrorCheck,
  resourcesSubscribeOkCheck,
  resourcesSubscribeUndeclaredCheck,
  resourcesUpdatedAfterSubscribeCheck,
  resourcesUnsubscribeStopsCheck,
  resourcesUpdatedShapeCheck,
  resourcesListChangedSentCheck,
  resourcesListChangedUndeclaredCheck,
];
