import type { Check } from '../../check/check.ts';
import { rpcBatchEmptyCheck } from './rpc-batch-empty.ts';
import { rpcBatchRejectedCheck } from './rpc-batch-rejected.ts';
import { rpcBatchSupportedCheck } from './rpc-batch-supported.ts';
import { rpcConcurrentCorrelationCheck } from './rpc-concurrent-correlation.ts';
import { rpcErrorAppRangeCheck } from './rpc-error-app-range.ts';
import { rpcErrorIdEchoCheck } from './rpc-error-id-echo.ts';
import { rpcErrorLegacyRangeCheck } from './rpc-error-legacy-range.ts';
import { rpcErrorReservedRangeCheck } from './rpc-error-reserved-range.ts';
import { rpcErrorRetiredCodesCheck } from './rpc-error-retired-codes.ts';
import { rpcErrorShapeCheck } from './rpc-error-shape.ts';
import { rpcFractionalIdRejectedCheck } from './rpc-fractional-id-rejected.ts';
import { rpcIdTypePreservedCheck } from './rpc-id-type-preserved.ts';
import { rpcInvalidParamsCheck } from './rpc-invalid-params.ts';
import { rpcInvalidRequestCheck } from './rpc-invalid-request.ts';
import { rpcJsonSchema2020Check } from './rpc-json-schema-2020.ts';
import { rpcMetaKeyFormatCheck } from './rpc-meta-key-format.ts';
import { rpcNoReplyToNotificationCheck } from './rpc-no-reply-to-notification.ts';
import { rpcNotificationNoIdCheck } from './rpc-notification-no-id.ts';
import { rpcNullIdRejectedCheck } from './rpc-null-id-rejected.ts';
import { rpcParamsNotObjectCheck } from './rpc-params-not-object.ts';
import { rpcParseErrorHttpCheck } from './rpc-parse-error-http.ts';
import { rpcParseErrorStdioCheck } from './rpc-parse-error-stdio.ts';
import { rpcResponseExclusiveCheck } from './rpc-response-exclusive.ts';
import { rpcResponseIdEchoCheck } from './rpc-response-id-echo.ts';
import { rpcResultIsObjectCheck } from './rpc-result-is-object.ts';
import { rpcSchemaValidCheck } from './rpc-schema-valid.ts';
import { rpcSingleResponseCheck } from './rpc-single-response.ts';
import { rpcUndeclaredCapabilityMethodCheck } from './rpc-undeclared-capability-method.ts';
import { rpcUnknownMethodCheck } from './rpc-unknown-method.ts';
import { rpcUnsolicitedResponseCheck } from './rpc-unsolicited-response.ts';
import { rpcUtf8Check } from './rpc-utf8.ts';
import { rpcVersionFieldCheck } from './rpc-version-field.ts';
import { s2cRequestValidCheck } from './s2c-request-valid.ts';

export const jsonrpcChecks: readonly Check[] = [
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
  rpcJsonSchema2020Check,
  s2cRequestValidCheck,
];
