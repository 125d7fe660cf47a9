import type { Check } from '../../check/check.ts';
import { capabilityMissingErrorCheck } from './capability-missing-error.ts';
import { capabilityNotInheritedCheck } from './capability-not-inherited.ts';
import { discoverCapabilitiesTrueCheck } from './discover-capabilities-true.ts';
import { discoverImplementedCheck } from './discover-implemented.ts';
import { discoverNotRequiredCheck } from './discover-not-required.ts';
import { discoverServerInfoCheck } from './discover-server-info.ts';
import { discoverShapeCheck } from './discover-shape.ts';
import { discoverVersionsTrueCheck } from './discover-versions-true.ts';
import { dualEraCoexistCheck } from './dual-era-coexist.ts';
import { extensionIdsValidCheck } from './extension-ids-valid.ts';
import { initCapabilitiesHonouredCheck } from './init-capabilities-honoured.ts';
import { initClientCapabilityRespectedCheck } from './init-client-capability-respected.ts';
import { initCounterofferHonouredCheck } from './init-counteroffer-honoured.ts';
import { initInitializedAcceptedCheck } from './init-initialized-accepted.ts';
import { initInstructionsTypeCheck } from './init-instructions-type.ts';
import { initNoEarlyRequestsCheck } from './init-no-early-requests.ts';
import { initResultShapeCheck } from './init-result-shape.ts';
import { initRevisionVocabularyCheck } from './init-revision-vocabulary.ts';
import { initUndeclaredNotUsedCheck } from './init-undeclared-not-used.ts';
import { initVersionCounterofferCheck } from './init-version-counteroffer.ts';
import { initVersionEchoCheck } from './init-version-echo.ts';
import { initVersionLatestCheck } from './init-version-latest.ts';
import { initializeErrorNamesVersionsCheck } from './initialize-error-names-versions.ts';
import { listSameOnEveryConnectionCheck } from './list-same-on-every-connection.ts';
import { metaAbsentRejectedCheck } from './meta-absent-rejected.ts';
import { metaClientInfoOptionalCheck } from './meta-client-info-optional.ts';
import { metaNoCapabilitiesRejectedCheck } from './meta-no-capabilities-rejected.ts';
import { metaNoVersionRejectedCheck } from './meta-no-version-rejected.ts';
import { metaNotRememberedCheck } from './meta-not-remembered.ts';
import { metaWrongTypesRejectedCheck } from './meta-wrong-types-rejected.ts';
import { noConnectionAffinityCheck } from './no-connection-affinity.ts';
import { noServerRequestsCheck } from './no-server-requests.ts';
import { pingEmptyResultCheck } from './ping-empty-result.ts';
import { pingPromptCheck } from './ping-prompt.ts';
import { removedMethodsGoneCheck } from './removed-methods-gone.ts';
import { resultServerInfoCheck } from './result-server-info.ts';
import { resultTypeKnownCheck } from './result-type-known.ts';
import { resultTypePresentCheck } from './result-type-present.ts';
import { s2cErrorToleratedCheck } from './s2c-error-tolerated.ts';
import { s2cNoAnswerToleratedCheck } from './s2c-no-answer-tolerated.ts';
import { s2cOnlyDeclaredCheck } from './s2c-only-declared.ts';
import { versionCheckedEveryRequestCheck } from './version-checked-every-request.ts';
import { versionUnsupportedConsistentCheck } from './version-unsupported-consistent.ts';
import { versionUnsupportedErrorCheck } from './version-unsupported-error.ts';

export const lifecycleChecks: readonly Check[] = [
  initResultShapeCheck,
  initVersionEchoCheck,
  initVersionCounterofferCheck,
  initVersionLatestCheck,
  initCounterofferHonouredCheck,
  initInitializedAcceptedCheck,
  initNoEarlyRequestsCheck,
  initRevisionVocabularyCheck,
  initCapabilitiesHonouredCheck,
  initUndeclaredNotUsedCheck,
  initClientCapabilityRespectedCheck,
  pingEmptyResultCheck,
  initInstructionsTypeCheck,
  discoverImplementedCheck,
  discoverShapeCheck,
  discoverVersionsTrueCheck,
  discoverCapabilitiesTrueCheck,
  discoverNotRequiredCheck,
  discoverServerInfoCheck,
  resultServerInfoCheck,
  versionUnsupportedErrorCheck,
  versionUnsupportedConsistentCheck,
  versionCheckedEveryRequestCheck,
  metaAbsentRejectedCheck,
  metaNoVersionRejectedCheck,
  metaNoCapabilitiesRejectedCheck,
  metaWrongTypesRejectedCheck,
  metaClientInfoOptionalCheck,
  metaNotRememberedCheck,
  resultTypePresentCheck,
  resultTypeKnownCheck,
  noServerRequestsCheck,
  removedMethodsGoneCheck,
  listSameOnEveryConnectionCheck,
  noConnectionAffinityCheck,
  initializeErrorNamesVersionsCheck,
  dualEraCoexistCheck,
  extensionIdsValidCheck,
  pingPromptCheck,
  s2cOnlyDeclaredCheck,
  s2cErrorToleratedCheck,
  s2cNoAnswerToleratedCheck,
  capabilityMissingErrorCheck,
  capabilityNotInheritedCheck,
];
