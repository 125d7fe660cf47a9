import type { Check } from '../../check/check.ts';
import { sseDeprecatedNoticeCheck } from './sse-deprecated-notice.ts';
import { sseEndpointEventFirstCheck } from './sse-endpoint-event-first.ts';
import { sseEndpointUsableCheck } from './sse-endpoint-usable.ts';
import { sseMessageEventsCheck } from './sse-message-events.ts';

export const transportSseChecks: readonly Check[] = [
  sseEndpointEventFirstCheck,
  sseEndpointUsableCheck,
  sseMessageEventsCheck,
  sseDeprecatedNoticeCheck,
];
