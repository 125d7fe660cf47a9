import type { CallRecord } from './drive/call-record.ts';
import type { FuzzInput } from './inputs/fuzz-input.ts';
import type { ToolReport } from './tool-report.ts';

const maxTimeouts = 3;
/** HTTP: it asks us to stop, or does not let us in. */
const closedDoors: readonly number[] = [401, 403, 429, 503];

/** Enters one call, and ends the tool where more calls would prove nothing. */
export function countCall(
  report: ToolReport,
  { broken }: FuzzInput,
  { outcome, reply }: CallRecord,
  hasOutputSchema: boolean,
): void {
  const { counts } = report;
  const isValid = broken === undefined;
  const isServed = outcome === 'ok';
  const isRefused = outcome === 'tool_error' || outcome === 'protocol_error';
  counts.calls++;
  if (isServed || isRefused) counts.answered++;
  if (isValid) counts.validSent++;
  else counts.invalidSent++;
  if (isValid && isServed) counts.validServed++;
  if (isRefused) {
    counts.errorsSeen++;
    if (isValid) counts.validRefused++;
    else counts.invalidRefused++;
  }
  if (isServed && hasOutputSchema) counts.outputsJudged++;
  if (outcome === 'timeout') {
    counts.timeouts++;
    if (counts.timeouts >= maxTimeouts) report.endedBy ??= `${counts.timeouts} calls were not answered in time`;
  }
  const status = reply.status ?? 0;
  if (closedDoors.includes(status)) report.endedBy ??= `the server answered HTTP ${status}`;
}
