import type { Check } from '../check/check.ts';
import { rpcBatchEmptyCheck } from './jsonrpc/rpc-batch-empty.ts';
import { rpcBatchRejectedCheck } from './jsonrpc/rpc-batch-rejected.ts';
import { rpcBatchSupportedCheck } from './jsonrpc/rpc-batch-supported.ts';
import { rpcConcurrentCorrelationCheck } from './jsonrpc/rpc-concurrent-correlation.ts';
import { rpcErrorAppRangeCheck } from './jsonrpc/rpc-error-app-range.ts';
import { rpcErrorIdEchoCheck } from './jsonrpc/rpc-error-id-echo.ts';
import { rpcErrorLegacyRangeCheck } from './jsonrpc/rpc-error-legacy-range.ts';
import { rpcErrorReservedRangeCheck } from './jsonrpc/rpc-error-reserved-range.ts';
import { rpcErrorRetiredCodesCheck } from './jsonrpc/rpc-error-retired-codes.ts';
import { rpcErrorShapeCheck } from './jsonrpc/rpc-error-shape.ts';
import { rpcFractionalIdRejectedCheck } from './jsonrpc/rpc-fractional-id-rejected.ts';
import { rpcIdTypePreservedCheck } from './jsonrpc/rpc-id-type-preserved.ts';
import { rpcInvalidParamsCheck } from './jsonrpc/rpc-invalid-params.ts';
import { rpcInvalidRequestCheck } from './jsonrpc/rpc-invalid-request.ts';
import { rpcMetaKeyFormatCheck } from './jsonrpc/rpc-meta-key-format.ts';
import { rpcNoReplyToNotificationCheck } from './jsonrpc/rpc-no-reply-to-notification.ts';
import { rpcNotificationNoIdCheck } from './jsonrpc/rpc-notification-no-id.ts';
import { rpcNullIdRejectedCheck } from './jsonrpc/rpc-null-id-rejected.ts';
import { rpcParamsNotObjectCheck } from './jsonrpc/rpc-params-not-object.ts';
import { rpcParseErrorHttpCheck } from './jsonrpc/rpc-parse-error-http.ts';
import { rpcParseErrorStdioCheck } from './jsonrpc/rpc-parse-error-stdio.ts';
import { rpcResponseExclusiveCheck } from './jsonrpc/rpc-response-exclusive.ts';
import { rpcResponseIdEchoCheck } from './jsonrpc/rpc-response-id-echo.ts';
import { rpcResultIsObjectCheck } from './jsonrpc/rpc-result-is-object.ts';
import { rpcSchemaValidCheck } from './jsonrpc/rpc-schema-valid.ts';
import { rpcSingleResponseCheck } from './jsonrpc/rpc-single-response.ts';
import { rpcUndeclaredCapabilityMethodCheck } from './jsonrpc/rpc-undeclared-capability-method.ts';
import { rpcUnknownMethodCheck } from './jsonrpc/rpc-unknown-method.ts';
import { rpcUnsolicitedResponseCheck } from './jsonrpc/rpc-unsolicited-response.ts';
import { rpcUtf8Check } from './jsonrpc/rpc-utf8.ts';
import { rpcVersionFieldCheck } from './jsonrpc/rpc-version-field.ts';
import { discoverCapabilitiesTrueCheck } from './lifecycle/discover-capabilities-true.ts';
import { discoverImplementedCheck } from './lifecycle/discover-implemented.ts';
import { discoverNotRequiredCheck } from './lifecycle/discover-not-required.ts';
import { discoverServerInfoCheck } from './lifecycle/discover-server-info.ts';
import { discoverShapeCheck } from './lifecycle/discover-shape.ts';
import { discoverVersionsTrueCheck } from './lifecycle/discover-versions-true.ts';
import { dualEraCoexistCheck } from './lifecycle/dual-era-coexist.ts';
import { extensionIdsValidCheck } from './lifecycle/extension-ids-valid.ts';
import { initCapabilitiesHonouredCheck } from './lifecycle/init-capabilities-honoured.ts';
import { initClientCapabilityRespectedCheck } from './lifecycle/init-client-capability-respected.ts';
import { initCounterofferHonouredCheck } from './lifecycle/init-counteroffer-honoured.ts';
import { initInitializedAcceptedCheck } from './lifecycle/init-initialized-accepted.ts';
import { initInstructionsTypeCheck } from './lifecycle/init-instructions-type.ts';
import { initNoEarlyRequestsCheck } from './lifecycle/init-no-early-requests.ts';
import { initResultShapeCheck } from './lifecycle/init-result-shape.ts';
import { initRevisionVocabularyCheck } from './lifecycle/init-revision-vocabulary.ts';
import { initUndeclaredNotUsedCheck } from './lifecycle/init-undeclared-not-used.ts';
import { initVersionCounterofferCheck } from './lifecycle/init-version-counteroffer.ts';
import { initVersionEchoCheck } from './lifecycle/init-version-echo.ts';
import { initVersionLatestCheck } from './lifecycle/init-version-latest.ts';
import { initializeErrorNamesVersionsCheck } from './lifecycle/initialize-error-names-versions.ts';
import { listSameOnEveryConnectionCheck } from './lifecycle/list-same-on-every-connection.ts';
import { metaAbsentRejectedCheck } from './lifecycle/meta-absent-rejected.ts';
import { metaClientInfoOptionalCheck } from './lifecycle/meta-client-info-optional.ts';
import { metaNoCapabilitiesRejectedCheck } from './lifecycle/meta-no-capabilities-rejected.ts';
import { metaNoVersionRejectedCheck } from './lifecycle/meta-no-version-rejected.ts';
import { metaNotRememberedCheck } from './lifecycle/meta-not-remembered.ts';
import { metaWrongTypesRejectedCheck } from './lifecycle/meta-wrong-types-rejected.ts';
import { noConnectionAffinityCheck } from './lifecycle/no-connection-affinity.ts';
import { noServerRequestsCheck } from './lifecycle/no-server-requests.ts';
import { pingEmptyResultCheck } from './lifecycle/ping-empty-result.ts';
import { removedMethodsGoneCheck } from './lifecycle/removed-methods-gone.ts';
import { resultServerInfoCheck } from './lifecycle/result-server-info.ts';
import { resultTypeKnownCheck } from './lifecycle/result-type-known.ts';
import { resultTypePresentCheck } from './lifecycle/result-type-present.ts';
import { versionCheckedEveryRequestCheck } from './lifecycle/version-checked-every-request.ts';
import { versionUnsupportedConsistentCheck } from './lifecycle/version-unsupported-consistent.ts';
import { versionUnsupportedErrorCheck } from './lifecycle/version-unsupported-error.ts';
import { httpAcceptInsufficientCheck } from './transport-http/http-accept-insufficient.ts';
import { httpClientResponse202Check } from './transport-http/http-client-response-202.ts';
import { httpClientResponseRejectedCheck } from './transport-http/http-client-response-rejected.ts';
import { httpJsonSingleObjectCheck } from './transport-http/http-json-single-object.ts';
import { httpNotification202Check } from './transport-http/http-notification-202.ts';
import { httpNotificationRejectedCheck } from './transport-http/http-notification-rejected.ts';
import { httpParallelRequestsCheck } from './transport-http/http-parallel-requests.ts';
import { httpPostEndpointCheck } from './transport-http/http-post-endpoint.ts';
import { httpRequestContentTypeCheck } from './transport-http/http-request-content-type.ts';
import { httpSseAccelHeaderCheck } from './transport-http/http-sse-accel-header.ts';
import { httpSseClosesAfterResponseCheck } from './transport-http/http-sse-closes-after-response.ts';
import { httpSseRelatedOnlyCheck } from './transport-http/http-sse-related-only.ts';
import { httpSseResponseArrivesCheck } from './transport-http/http-sse-response-arrives.ts';
import { httpSseWellformedCheck } from './transport-http/http-sse-wellformed.ts';
import { httpWrongContentTypeCheck } from './transport-http/http-wrong-content-type.ts';
import { stdioEofExitsCheck } from './transport-stdio/stdio-eof-exits.ts';
import { stdioFinalNewlineCheck } from './transport-stdio/stdio-final-newline.ts';
import { stdioNoServerRequestsCheck } from './transport-stdio/stdio-no-server-requests.ts';
import { stdioNotificationScopeCheck } from './transport-stdio/stdio-notification-scope.ts';
import { stdioOneMessagePerLineCheck } from './transport-stdio/stdio-one-message-per-line.ts';
import { stdioProbeSurvivableCheck } from './transport-stdio/stdio-probe-survivable.ts';
import { stdioRestartRecoverableCheck } from './transport-stdio/stdio-restart-recoverable.ts';
import { stdioSigtermExitsCheck } from './transport-stdio/stdio-sigterm-exits.ts';
import { stdioStdoutCleanCheck } from './transport-stdio/stdio-stdout-clean.ts';

/** The manifest: every check that exists, in the order of the catalogue. */
export const checks: readonly Check[] = [
  rpcVersionFieldCheck,
  rpcSchemaValidCheck,
  rpcResponseIdEchoCheck,
  rpcIdTypePreservedCheck,
  rpcResponseExclusiveCheck,
  rpcResultIsObjectCheck,
  rpcErrorShapeCheck,
  rpcErrorIdEchoCheck,
  rpcSingleResponseCheck,
  rpcUnsolicitedResponseCheck,
  rpcNoReplyToNotificationCheck,
  rpcNotificationNoIdCheck,
  rpcUnknownMethodCheck,
  rpcUndeclaredCapabilityMethodCheck,
  rpcParseErrorHttpCheck,
  rpcParseErrorStdioCheck,
  rpcInvalidRequestCheck,
  rpcNullIdRejectedCheck,
  rpcFractionalIdRejectedCheck,
  rpcParamsNotObjectCheck,
  rpcInvalidParamsCheck,
  rpcBatchSupportedCheck,
  rpcBatchRejectedCheck,
  rpcBatchEmptyCheck,
  rpcConcurrentCorrelationCheck,
  rpcUtf8Check,
  rpcMetaKeyFormatCheck,
  rpcErrorReservedRangeCheck,
  rpcErrorRetiredCodesCheck,
  rpcErrorLegacyRangeCheck,
  rpcErrorAppRangeCheck,
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
  stdioOneMessagePerLineCheck,
  stdioStdoutCleanCheck,
  stdioNoServerRequestsCheck,
  stdioFinalNewlineCheck,
  stdioNotificationScopeCheck,
  stdioEofExitsCheck,
  stdioSigtermExitsCheck,
  stdioRestartRecoverableCheck,
  stdioProbeSurvivableCheck,
  httpPostEndpointCheck,
  httpRequestContentTypeCheck,
  httpJsonSingleObjectCheck,
  httpNotification202Check,
  httpNotificationRejectedCheck,
  httpClientResponse202Check,
  httpClientResponseRejectedCheck,
  httpSseWellformedCheck,
  httpSseResponseArrivesCheck,
  httpSseClosesAfterResponseCheck,
  httpSseRelatedOnlyCheck,
  httpSseAccelHeaderCheck,
  httpParallelRequestsCheck,
  httpWrongContentTypeCheck,
  httpAcceptInsufficientCheck,
];
