import { type Frame, type JsonValue, revisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteFrame, quoteJson } from './quote.ts';
import { type SentRequest, sentRequests } from './sent-requests.ts';
import { isResponse, serverMessages } from './server-messages.ts';

/** A request nobody answers is only held against the server when its connection was still in use so much later. */
const patienceNs = 4_500e6;
/** These are answered when something happens, or take as long as they take. */
const slowMethods = new Set(['subscriptions/listen', 'tools/call', 'tasks/result']);

export const rpcSingleResponseCheck: Check = {
  id: 'rpc-single-response',
  area: 'jsonrpc',
  title: 'A request gets exactly one response',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/patterns/index#request-and-response',
  fix: 'Answer every request once: return after sending, and turn every failure into an error response.',
  run(context) {
    const responses = indexResponses(context);
    const cancelled = cancelledIds(context.tour.frames());
    const lastUse = lastUses(context.tour.frames());
    const requests = [...sentRequests(context.tour.frames()).values()]
      .flat()
      .filter(({ frame }) => context.tour.isOrdinary(frame.connection));
    const wording = { subjects: 'requests', sound: 'got exactly one response, or were not waited for' };
    return judgeEach(context, requests, wording, (request) => {
      const key = keyOf(request.frame.connection, request.id);
      const answers = responses.get(key) ?? [];
      if (answers.length > 1) {
        const [first, second] = answers.map((frame) => quoteFrame(frame, 80));
        return `${request.method} with id ${quoteJson(request.id)} got ${answers.length} responses: ${first} and ${second}`;
      }
      if (answers.length === 1 || cancelled.has(key) || !isOverdue(context, request, lastUse)) return undefined;
      return `${request.method} with id ${quoteJson(request.id)} never got a response: ${quoteFrame(request.frame)}`;
    });
  },
};

function keyOf(connection: number, id: JsonValue): string {
  return `${connection} ${JSON.stringify(id)}`;
}

function indexResponses(context: CheckContext): Map<string, Frame[]> {
  const responses = new Map<string, Frame[]>();
  for (const { frame, message } of serverMessages(context)) {
    if (!isResponse(message) || message.id === undefined) continue;
    const key = keyOf(frame.connection, message.id);
    const known = responses.get(key) ?? [];
    // A resumed stream replays an event under its id: that is the same response again.
    const isReplay = frame.sse?.id !== undefined && known.some((earlier) => earlier.sse?.id === frame.sse?.id);
    if (!isReplay) responses.set(key, [...known, frame]);
  }
  return responses;
}

function cancelledIds(frames: readonly Frame[]): Set<string> {
  const keys = new Set<string>();
  for (const { connection, direction, json } of frames) {
    if (direction !== 'sent' || typeof json !== 'object' || json === null || Array.isArray(json)) continue;
    const { method, params } = json;
    if (method !== 'notifications/cancelled' || typeof params !== 'object' || params === null) continue;
    if (!Array.isArray(params) && params.requestId !== undefined) keys.add(keyOf(connection, params.requestId));
  }
  return keys;
}

function lastUses(frames: readonly Frame[]): Map<number, number> {
  const uses = new Map<number, number>();
  for (const frame of frames) if (frame.kind === 'message') uses.set(frame.connection, frame.lastByteNs);
  return uses;
}

/** Over Streamable HTTP the exchange tells more than the time does, and checks of its own judge it. */
function isOverdue(context: CheckContext, { method, frame }: SentRequest, lastUse: Map<number, number>): boolean {
  if (context.transport === 'streamable-http' || slowMethods.has(method)) return false;
  return (lastUse.get(frame.connection) ?? 0) - frame.lastByteNs > patienceNs;
}
