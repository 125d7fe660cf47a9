import type { Check } from '../../check/check.ts';
import { tasks11CancelStatusCheck } from './tasks11-cancel-status.ts';
import { tasks11CancelTerminalCheck } from './tasks11-cancel-terminal.ts';
import { tasks11CapabilityDeclaredCheck } from './tasks11-capability-declared.ts';
import { tasks11CreateResultCheck } from './tasks11-create-result.ts';
import { tasks11ForbiddenToolCheck } from './tasks11-forbidden-tool.ts';
import { tasks11IdStringUniqueCheck } from './tasks11-id-string-unique.ts';
import { tasks11IgnoredIfUndeclaredCheck } from './tasks11-ignored-if-undeclared.ts';
import { tasks11InitialWorkingCheck } from './tasks11-initial-working.ts';
import { tasks11IserrorFailedCheck } from './tasks11-iserror-failed.ts';
import { tasks11IsolationCheck } from './tasks11-isolation.ts';
import { tasks11ListBadCursorCheck } from './tasks11-list-bad-cursor.ts';
import { tasks11ListContainsCheck } from './tasks11-list-contains.ts';
import { tasks11ProgressTokenCheck } from './tasks11-progress-token.ts';
import { tasks11RelatedMetaCheck } from './tasks11-related-meta.ts';
import { tasks11RequiredToolCheck } from './tasks11-required-tool.ts';
import { tasks11ResultBlocksCheck } from './tasks11-result-blocks.ts';
import { tasks11TimestampsCheck } from './tasks11-timestamps.ts';
import { tasks11TransitionsCheck } from './tasks11-transitions.ts';
import { tasks11TtlReportedCheck } from './tasks11-ttl-reported.ts';
import { tasks11UnknownIdCheck } from './tasks11-unknown-id.ts';
import { taskxCancelAckCheck } from './taskx-cancel-ack.ts';
import { taskxCompletedHasResultCheck } from './taskx-completed-has-result.ts';
import { taskxDurableBeforeAnswerCheck } from './taskx-durable-before-answer.ts';
import { taskxFailedHasErrorCheck } from './taskx-failed-has-error.ts';
import { taskxGetCompleteCheck } from './taskx-get-complete.ts';
import { taskxInputKeysUniqueCheck } from './taskx-input-keys-unique.ts';
import { taskxInputRequiredCheck } from './taskx-input-required.ts';
import { taskxIserrorCompletedCheck } from './taskx-iserror-completed.ts';
import { taskxListResultGoneCheck } from './taskx-list-result-gone.ts';
import { taskxListenIdsCheck } from './taskx-listen-ids.ts';
import { taskxMissingCapabilityErrorCheck } from './taskx-missing-capability-error.ts';
import { taskxNameHeaderCheck } from './taskx-name-header.ts';
import { taskxNoProgressOnListenCheck } from './taskx-no-progress-on-listen.ts';
import { taskxNotWithoutCapabilityCheck } from './taskx-not-without-capability.ts';
import { taskxNotificationFullCheck } from './taskx-notification-full.ts';
import { taskxOnlyToolsCallCheck } from './taskx-only-tools-call.ts';
import { taskxResultTypeCheck } from './taskx-result-type.ts';
import { taskxTaskShapeCheck } from './taskx-task-shape.ts';
import { taskxTerminalFinalCheck } from './taskx-terminal-final.ts';
import { taskxUndeclaredMethodsCheck } from './taskx-undeclared-methods.ts';
import { taskxUnknownGetCheck } from './taskx-unknown-get.ts';
import { taskxUnknownUpdateCancelCheck } from './taskx-unknown-update-cancel.ts';
import { taskxUpdateAckCheck } from './taskx-update-ack.ts';
import { taskxUpdateUnknownKeyCheck } from './taskx-update-unknown-key.ts';

export const tasksChecks: readonly Check[] = [
  tasks11IsolationCheck,
  tasks11CapabilityDeclaredCheck,
  tasks11IgnoredIfUndeclaredCheck,
  tasks11ForbiddenToolCheck,
  tasks11RequiredToolCheck,
  tasks11CreateResultCheck,
  tasks11InitialWorkingCheck,
  tasks11TransitionsCheck,
  tasks11IdStringUniqueCheck,
  tasks11TimestampsCheck,
  tasks11TtlReportedCheck,
  tasks11ResultBlocksCheck,
  tasks11RelatedMetaCheck,
  tasks11UnknownIdCheck,
  tasks11CancelTerminalCheck,
  tasks11CancelStatusCheck,
  tasks11ListContainsCheck,
  tasks11ListBadCursorCheck,
  tasks11ProgressTokenCheck,
  tasks11IserrorFailedCheck,
  taskxNotWithoutCapabilityCheck,
  taskxMissingCapabilityErrorCheck,
  taskxOnlyToolsCallCheck,
  taskxResultTypeCheck,
  taskxTaskShapeCheck,
  taskxDurableBeforeAnswerCheck,
  taskxGetCompleteCheck,
  taskxCompletedHasResultCheck,
  taskxFailedHasErrorCheck,
  taskxIserrorCompletedCheck,
  taskxInputRequiredCheck,
  taskxInputKeysUniqueCheck,
  taskxUpdateAckCheck,
  taskxUpdateUnknownKeyCheck,
  taskxCancelAckCheck,
  taskxTerminalFinalCheck,
  taskxUnknownGetCheck,
  taskxUnknownUpdateCancelCheck,
  taskxUndeclaredMethodsCheck,
  taskxListResultGoneCheck,
  taskxNameHeaderCheck,
  taskxListenIdsCheck,
  taskxNotificationFullCheck,
  taskxNoProgressOnListenCheck,
];
