import type { ServerCall, ServerCallAnswer } from '@mcp-lab/contracts';
import { classifyReply } from '@mcp-lab/engine/functional/classify-reply';
import { listAll } from '@mcp-lab/engine/inspect/list-all';
import { callTool } from '@mcp-lab/engine/surface/call-tool';
import type { JsonObject, JsonValue, Reply, Session } from '@mcp-lab/wire';

/** A longer result stands in the frames only. */
const maxResultLength = 256 * 1024;

export type CallReply = Omit<ServerCallAnswer, 'frames' | 'droppedFrames'>;

/** One request as a well-behaved client makes it. `onReady` is told when all is prepared and the request itself comes. */
export async function performCall(session: Session, call: ServerCall, onReady: () => void): Promise<CallReply> {
  const { timeoutMs } = call;
  const { method, reply } = await request();
  const processExited = session.process !== undefined && session.closed;
  const { outcome, detail } = classifyReply(reply, { method, cancelled: false, processExited });
  const { result, error } = reply;
  return {
    outcome,
    reason: detail === '' ? null : detail,
    revision: session.revision,
    transport: session.transport,
    latencyMs: reply.message === undefined ? null : Math.round((reply.endedNs - reply.startedNs) / 1e4) / 100,
    result: result !== undefined && JSON.stringify(result).length <= maxResultLength ? result : null,
    error: error === undefined ? null : { code: null, message: null, data: null, ...error },
  };

  async function request(): Promise<{ method: string; reply: Reply }> {
    if (call.kind === 'resource') {
      onReady();
      return {
        method: 'resources/read',
        reply: await session.request('resources/read', { uri: call.uri }, { timeoutMs }),
      };
    }
    const asked = { name: call.name, arguments: call.arguments as JsonObject };
    if (call.kind === 'prompt') {
      onReady();
      return { method: 'prompts/get', reply: await session.request('prompts/get', asked, { timeoutMs }) };
    }
    // Only there do arguments stand in headers, by what the list says.
    const mirrors = session.era === 'modern' && session.transport !== 'stdio';
    const tools = mirrors ? await listAll(session, 'tools/list', 'tools') : [];
    onReady();
    return { method: 'tools/call', reply: await callTool(session, tools, asked, { timeoutMs }) };
  }
}

export function failedCall(reason: string): CallReply {
  return {
    outcome: 'transport_error',
    reason,
    revision: null,
    transport: null,
    latencyMs: null,
    result: null,
    error: null,
  };
}

/** The same without secrets, which a server may repeat. */
export function redactReply(reply: CallReply, redact: (text: string) => string): CallReply {
  return JSON.parse(redact(JSON.stringify(reply satisfies Record<string, unknown> as JsonValue))) as CallReply;
}
