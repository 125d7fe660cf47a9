import type { CallRole } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { answerQuestions, askableCapabilities } from '../../surface/answer-question.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { clientCapabilitiesKey } from '../lifecycle/modern-scope.ts';
import { nothingAsked } from './questions.ts';

export const askingRoles = ['elicitsForm', 'keepsState', 'elicitsUrl', 'samples', 'listsRoots'] as const;
export type AskingRole = (typeof askingRoles)[number];

export interface NamedCall {
  role: CallRole;
  name: string;
  arguments: JsonObject;
}

/** The calls the user named for these roles. */
export function namedCalls(context: CheckContext, roles: readonly CallRole[]): NamedCall[] {
  return [...new Set(roles)].flatMap((role) => {
    const call = context.call(role);
    return call === undefined ? [] : [{ role, ...call }];
  });
}

/** The calls that can ask a client at a legacy revision: forms came with 2025-06-18, URLs later still. */
export function legacyAskingCalls(context: CheckContext): NamedCall[] {
  const roles = askingRoles.filter((role) => {
    if (role === 'elicitsUrl') return context.revision >= '2025-11-25';
    return context.revision >= '2025-06-18' || role === 'samples' || role === 'listsRoots';
  });
  return namedCalls(context, roles);
}

export interface CallOptions {
  /** Default: everything that can be asked. */
  capabilities?: JsonObject;
  inputResponses?: JsonValue;
  requestState?: JsonValue;
  timeoutMs?: number;
  headers?: Record<string, string>;
}

/** One round: a call of a tool by a client that declares what it can be asked. */
export function callRound(context: CheckContext, session: Session, call: NamedCall, options: CallOptions = {}) {
  const { capabilities = askableCapabilities, inputResponses, requestState, timeoutMs = patienceMs, headers } = options;
  const params: JsonObject = {};
  if (inputResponses !== undefined) params.inputResponses = inputResponses;
  if (requestState !== undefined) params.requestState = requestState;
  const meta = { [clientCapabilitiesKey]: capabilities };
  return callTool(session, context.tour.tools, call, { params, meta, timeoutMs, headers });
}

/** A first round that was answered with questions or a state. */
export interface FirstRound {
  call: NamedCall;
  reply: Reply;
  inputRequests: JsonObject;
  state: JsonValue | undefined;
  /** Obliging answers to all of it. */
  answers: JsonObject;
}

/** Makes the first round of each call; those that asked for nothing are left out. */
export async function askFirst(
  context: CheckContext,
  session: Session,
  calls: readonly NamedCall[],
): Promise<FirstRound[]> {
  const replies = await Promise.all(calls.map((call) => callRound(context, session, call)));
  return replies.flatMap((reply, index) => {
    const call = calls[index];
    const asked = inputRequired(reply);
    return call === undefined || asked === undefined ? [] : [{ call, reply, ...asked }];
  });
}

/** What a reply asks for, or undefined where it is no such result. */
export function inputRequired({ result }: Reply): Omit<FirstRound, 'call' | 'reply'> | undefined {
  if (!isJsonObject(result) || result.resultType !== 'input_required') return undefined;
  const inputRequests = isJsonObject(result.inputRequests) ? result.inputRequests : {};
  return { inputRequests, state: result.requestState, answers: answerQuestions(inputRequests) };
}

/** Whether the call came to a good end, as the tool sees it. */
function isSuccess({ result }: Reply): boolean {
  return isJsonObject(result) && result.resultType !== 'input_required' && result.isError !== true;
}

/** Served, or asked the next thing. To be asked the same again is to begin anew. */
export function wentOn(reply: Reply, { inputRequests }: Pick<FirstRound, 'inputRequests'>): boolean {
  const asked = inputRequired(reply);
  if (asked === undefined) return isSuccess(reply);
  return Object.keys(asked.inputRequests).join() !== Object.keys(inputRequests).join();
}

/** First rounds to go on from, or why there are none. */
export async function openRounds(
  context: CheckContext,
  roles: readonly [CallRole, ...CallRole[]],
): Promise<{ session: Session; rounds: FirstRound[] } | CheckOutcome> {
  const calls = namedCalls(context, roles);
  if (calls.length === 0) return context.needsCall(roles[0]);
  const session = await context.shared();
  const rounds = await askFirst(context, session, calls);
  return rounds.length === 0 ? nothingAsked(context, roles) : { session, rounds };
}

export function sayRound({ call }: Pick<FirstRound, 'call'>, reply: Reply): string {
  return `the call of ${call.name} got ${describeReply(reply)}`;
}
