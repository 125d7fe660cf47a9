import type { CallOutcome } from '@mcp-lab/contracts';
import { isJsonObject, type Reply } from '@mcp-lab/wire';

export interface ClassifiedReply {
  outcome: CallOutcome;
  /** What came, in a few words; for `ok` empty. */
  detail: string;
}

/** What a reply to a request amounts to. `processExited`: the server is a child, and it has ended. */
export function classifyReply(
  reply: Reply,
  context: { method: string; cancelled: boolean; processExited: boolean },
): ClassifiedReply {
  switch (reply.outcome) {
    case 'answered':
      return classifyAnswer(reply, context.method);
    case 'accepted':
      return { outcome: 'transport_error', detail: `HTTP ${reply.status} without an answer` };
    case 'http-error':
      return { outcome: 'transport_error', detail: `HTTP ${reply.status}` };
    default:
      if (context.cancelled) return { outcome: 'cancelled', detail: 'the run was cancelled' };
      if (context.processExited)
        return { outcome: 'crash', detail: reply.failure ?? 'the process of the server ended' };
      if (reply.outcome === 'silent') return { outcome: 'timeout', detail: `no answer within ${waitedMs(reply)} ms` };
      return { outcome: 'transport_error', detail: reply.failure ?? 'the connection ended before the answer' };
  }
}

function classifyAnswer({ error, result }: Reply, method: string): ClassifiedReply {
  if (error !== undefined) {
    return { outcome: 'protocol_error', detail: `error ${String(error.code)}: ${String(error.message)}` };
  }
  if (!isJsonObject(result)) return { outcome: 'protocol_error', detail: 'an answer without a result object' };
  if (result.resultType === 'input_required') {
    const methods = isJsonObject(result.inputRequests) ? Object.values(result.inputRequests) : [];
    const asked = methods.map((request) => (isJsonObject(request) ? String(request.method) : 'something'));
    const detail = `the server asks for ${asked.join(', ') || 'another round'}, which answers of the case does not answer`;
    return { outcome: 'protocol_error', detail };
  }
  if (method === 'tools/call' && result.isError === true) return { outcome: 'tool_error', detail: 'isError is true' };
  return { outcome: 'ok', detail: '' };
}

function waitedMs({ startedNs, endedNs }: Reply): number {
  return Math.round((endedNs - startedNs) / 1e6);
}
