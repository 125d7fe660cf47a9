import type { Check } from '../../check/check.ts';
import { httpSessionIdUnguessableCheck } from './http-session-id-unguessable.ts';
import { httpSessionIsolatedCheck } from './http-session-isolated.ts';
import { httpSessionNotAuthCheck } from './http-session-not-auth.ts';
import { httpValidateBeforeExecuteCheck } from './http-validate-before-execute.ts';
import { promptsArgNotExecutedCheck } from './prompts-arg-not-executed.ts';
import { secAuthPresentCheck } from './sec-auth-present.ts';
import { secBindLoopbackCheck } from './sec-bind-loopback.ts';
import { secCorsNotWildcardCheck } from './sec-cors-not-wildcard.ts';
import { secElicitNoSecretsCheck } from './sec-elicit-no-secrets.ts';
import { secErrorLeakCheck } from './sec-error-leak.ts';
import { secHostRebindingCheck } from './sec-host-rebinding.ts';
import { secInputValidatedCheck } from './sec-input-validated.ts';
import { secLogSecretsCheck } from './sec-log-secrets.ts';
import { secOriginAbsentServedCheck } from './sec-origin-absent-served.ts';
import { secOriginAllMethodsCheck } from './sec-origin-all-methods.ts';
import { secOriginLookalikeCheck } from './sec-origin-lookalike.ts';
import { secOriginNullRejectedCheck } from './sec-origin-null-rejected.ts';
import { secOriginRejectedCheck } from './sec-origin-rejected.ts';
import { secPathTraversalCheck } from './sec-path-traversal.ts';
import { secRateLimitCheck } from './sec-rate-limit.ts';
import { secTlsRemoteCheck } from './sec-tls-remote.ts';
import { secUriValidatedCheck } from './sec-uri-validated.ts';
import { sseEndpointSameOriginCheck } from './sse-endpoint-same-origin.ts';
import { sseOriginValidatedCheck } from './sse-origin-validated.ts';
import { sseStreamIsolationCheck } from './sse-stream-isolation.ts';

export const securityChecks: readonly Check[] = [
  httpSessionNotAuthCheck,
  secElicitNoSecretsCheck,
  secLogSecretsCheck,
  secErrorLeakCheck,
  secRateLimitCheck,
  secInputValidatedCheck,
  secUriValidatedCheck,
  secPathTraversalCheck,
  secTlsRemoteCheck,
  secAuthPresentCheck,
  secBindLoopbackCheck,
  secCorsNotWildcardCheck,
  secHostRebindingCheck,
  secOriginAbsentServedCheck,
  secOriginAllMethodsCheck,
  secOriginLookalikeCheck,
  secOriginNullRejectedCheck,
  secOriginRejectedCheck,
  promptsArgNotExecutedCheck,
  httpSessionIdUnguessableCheck,
  httpSessionIsolatedCheck,
  httpValidateBeforeExecuteCheck,
  sseEndpointSameOriginCheck,
  sseOriginValidatedCheck,
  sseStreamIsolationCheck,
];
