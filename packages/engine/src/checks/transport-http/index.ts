import type { Check } from '../../check/check.ts';
import { httpAcceptInsufficientCheck } from './http-accept-insufficient.ts';
import { httpCapabilityMissing400Check } from './http-capability-missing-400.ts';
import { httpClientResponse202Check } from './http-client-response-202.ts';
import { httpClientResponseRejectedCheck } from './http-client-response-rejected.ts';
import { httpDelete405Check } from './http-delete-405.ts';
import { httpDisconnectCancelsCheck } from './http-disconnect-cancels.ts';
import { httpDisconnectNotCancelCheck } from './http-disconnect-not-cancel.ts';
import { httpEventIdUniqueCheck } from './http-event-id-unique.ts';
import { httpGet405Check } from './http-get-405.ts';
import { httpGetNoResponsesCheck } from './http-get-no-responses.ts';
import { httpGetSseOr405Check } from './http-get-sse-or-405.ts';
import { httpGetUnrelatedCheck } from './http-get-unrelated.ts';
import { httpHeaderNameCaseInsensitiveCheck } from './http-header-name-case-insensitive.ts';
import { httpHeaderOwsCheck } from './http-header-ows.ts';
import { httpJsonSingleObjectCheck } from './http-json-single-object.ts';
import { httpLastEventIdIgnoredCheck } from './http-last-event-id-ignored.ts';
import { httpMetaInvalid400Check } from './http-meta-invalid-400.ts';
import { httpMethodHeaderCaseCheck } from './http-method-header-case.ts';
import { httpMethodHeaderMismatchCheck } from './http-method-header-mismatch.ts';
import { httpMethodHeaderMissingCheck } from './http-method-header-missing.ts';
import { httpMismatchErrorCodeCheck } from './http-mismatch-error-code.ts';
import { httpNameBase64AcceptedCheck } from './http-name-base64-accepted.ts';
import { httpNameBase64InvalidCheck } from './http-name-base64-invalid.ts';
import { httpNameBase64MismatchCheck } from './http-name-base64-mismatch.ts';
import { httpNameHeaderMismatchCheck } from './http-name-header-mismatch.ts';
import { httpNameHeaderMissingCheck } from './http-name-header-missing.ts';
import { httpNoBroadcastCheck } from './http-no-broadcast.ts';
import { httpNoEarlyCloseCheck } from './http-no-early-close.ts';
import { httpNotification202Check } from './http-notification-202.ts';
import { httpNotificationRejectedCheck } from './http-notification-rejected.ts';
import { httpParallelRequestsCheck } from './http-parallel-requests.ts';
import { httpParamHeaderBase64Check } from './http-param-header-base64.ts';
import { httpParamHeaderInvalidCharsCheck } from './http-param-header-invalid-chars.ts';
import { httpParamHeaderMatchCheck } from './http-param-header-match.ts';
import { httpParamHeaderMismatchCheck } from './http-param-header-mismatch.ts';
import { httpParamHeaderMissingCheck } from './http-param-header-missing.ts';
import { httpParamHeaderNotExpectedCheck } from './http-param-header-not-expected.ts';
import { httpParamHeaderNumericCheck } from './http-param-header-numeric.ts';
import { httpPostEndpointCheck } from './http-post-endpoint.ts';
import { httpRequestContentTypeCheck } from './http-request-content-type.ts';
import { httpResumeOwnStreamCheck } from './http-resume-own-stream.ts';
import { httpSessionDeleteCheck } from './http-session-delete.ts';
import { httpSessionIdAsciiCheck } from './http-session-id-ascii.ts';
import { httpSessionIdIgnoredCheck } from './http-session-id-ignored.ts';
import { httpSessionMissing400Check } from './http-session-missing-400.ts';
import { httpSessionTerminated404Check } from './http-session-terminated-404.ts';
import { httpSessionUnknownCheck } from './http-session-unknown.ts';
import { httpSseAccelHeaderCheck } from './http-sse-accel-header.ts';
import { httpSseClosesAfterResponseCheck } from './http-sse-closes-after-response.ts';
import { httpSseIncrementalCheck } from './http-sse-incremental.ts';
import { httpSsePrimingEventCheck } from './http-sse-priming-event.ts';
import { httpSseRelatedOnlyCheck } from './http-sse-related-only.ts';
import { httpSseResponseArrivesCheck } from './http-sse-response-arrives.ts';
import { httpSseRetryHintCheck } from './http-sse-retry-hint.ts';
import { httpSseWellformedCheck } from './http-sse-wellformed.ts';
import { httpUnknownMethod404Check } from './http-unknown-method-404.ts';
import { httpVersionHeaderAbsentCheck } from './http-version-header-absent.ts';
import { httpVersionHeaderInvalidCheck } from './http-version-header-invalid.ts';
import { httpVersionHeaderMissingCheck } from './http-version-header-missing.ts';
import { httpVersionMismatchCheck } from './http-version-mismatch.ts';
import { httpVersionUnsupported400Check } from './http-version-unsupported-400.ts';
import { httpWrongContentTypeCheck } from './http-wrong-content-type.ts';

export const transportHttpChecks: readonly Check[] = [
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
  httpCapabilityMissing400Check,
  httpSseIncrementalCheck,
  httpGetSseOr405Check,
  httpGetNoResponsesCheck,
  httpGetUnrelatedCheck,
  httpNoBroadcastCheck,
  httpSessionIdAsciiCheck,
  httpSessionMissing400Check,
  httpSessionTerminated404Check,
  httpSessionDeleteCheck,
  httpSessionUnknownCheck,
  httpEventIdUniqueCheck,
  httpResumeOwnStreamCheck,
  httpSsePrimingEventCheck,
  httpSseRetryHintCheck,
  httpNoEarlyCloseCheck,
  httpDisconnectNotCancelCheck,
  httpVersionHeaderInvalidCheck,
  httpVersionHeaderAbsentCheck,
  httpVersionMismatchCheck,
  httpVersionHeaderMissingCheck,
  httpVersionUnsupported400Check,
  httpMetaInvalid400Check,
  httpUnknownMethod404Check,
  httpMethodHeaderMissingCheck,
  httpMethodHeaderMismatchCheck,
  httpMethodHeaderCaseCheck,
  httpNameHeaderMissingCheck,
  httpNameHeaderMismatchCheck,
  httpNameBase64AcceptedCheck,
  httpNameBase64MismatchCheck,
  httpNameBase64InvalidCheck,
  httpMismatchErrorCodeCheck,
  httpHeaderNameCaseInsensitiveCheck,
  httpHeaderOwsCheck,
  httpParamHeaderMatchCheck,
  httpParamHeaderMismatchCheck,
  httpParamHeaderMissingCheck,
  httpParamHeaderNotExpectedCheck,
  httpParamHeaderBase64Check,
  httpParamHeaderInvalidCharsCheck,
  httpParamHeaderNumericCheck,
  httpSessionIdIgnoredCheck,
  httpLastEventIdIgnoredCheck,
  httpGet405Check,
  httpDelete405Check,
  httpDisconnectCancelsCheck,
];
