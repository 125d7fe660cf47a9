import type { Check } from '../../check/check.ts';
import { httpAcceptInsufficientCheck } from './http-accept-insufficient.ts';
import { httpClientResponse202Check } from './http-client-response-202.ts';
import { httpClientResponseRejectedCheck } from './http-client-response-rejected.ts';
import { httpJsonSingleObjectCheck } from './http-json-single-object.ts';
import { httpNotification202Check } from './http-notification-202.ts';
import { httpNotificationRejectedCheck } from './http-notification-rejected.ts';
import { httpParallelRequestsCheck } from './http-parallel-requests.ts';
import { httpPostEndpointCheck } from './http-post-endpoint.ts';
import { httpRequestContentTypeCheck } from './http-request-content-type.ts';
import { httpSseAccelHeaderCheck } from './http-sse-accel-header.ts';
import { httpSseClosesAfterResponseCheck } from './http-sse-closes-after-response.ts';
import { httpSseRelatedOnlyCheck } from './http-sse-related-only.ts';
import { httpSseResponseArrivesCheck } from './http-sse-response-arrives.ts';
import { httpSseWellformedCheck } from './http-sse-wellformed.ts';
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
];
