import type { CallRole } from '@mcp-lab/contracts';
import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { rememberByFrames } from '../jsonrpc/remember-by-frames.ts';
import { isServerRequest, serverMessages } from '../jsonrpc/server-messages.ts';
import { initializeResultByConnection } from '../lifecycle/initialize-results.ts';
import { clientCapabilitiesKey } from '../lifecycle/modern-scope.ts';
import { metaOf } from '../lifecycle/results-in-run.ts';

export const questionMethods = ['elicitation/create', 'sampling/createMessage', 'roots/list'];

/** Something the server wanted from the client. */
export interface AskedQuestion {
  frame: Frame;
  method: string;
  params: JsonObject;
  /** What the client had declared; undefined where that was not seen. */
  declared: JsonObject | undefined;
}

export interface InputRequiredResult {
  frame: Frame;
  /** Of the request it answers. */
  method: string;
  request: JsonObject;
  result: JsonObject;
}

/** Results of the run that ask for input. */
export function inputRequiredResults(context: CheckContext): InputRequiredResult[] {
  return serverMessages(context).flatMap(({ frame, message: { result } }) => {
    if (!isJsonObject(result) || result.resultType !== 'input_required') return [];
    const request = context.tour.requestOf(frame);
    if (request === undefined || !isJsonObject(request.frame.json)) return [];
    return [{ frame, method: request.method, request: request.frame.json, result }];
  });
}

/**
 * Every question of the run, however it came: as a request of the server, in a result that asks for input, in a task
 * that waits for it, or in an error that wants a URL opened first.
 */
export const questionsInRun = rememberByFrames((context: CheckContext): readonly AskedQuestion[] => {
  const handshakes = initializeResultByConnection(context);
  return serverMessages(context).flatMap(({ frame, message }) => {
    const request = context.tour.requestOf(frame)?.frame.json;
    const declared = isJsonObject(request) ? declaredIn(request) : undefined;
    const capabilities = declared ?? handshakes.get(frame.connection)?.clientCapabilities;
    return questionsOf(message).flatMap(({ method, params }) => {
      if (typeof method !== 'string' || !questionMethods.includes(method)) return [];
      return [{ frame, method, params: isJsonObject(params) ? params : {}, declared: capabilities }];
    });
  });
});

export function elicitationsInRun(context: CheckContext, mode: 'form' | 'url' | 'any' = 'any'): AskedQuestion[] {
  return questionsInRun(context).filter(
    (question) => question.method === 'elicitation/create' && (mode === 'any' || modeOf(question) === mode),
  );
}

export function modeOf({ params }: Pick<AskedQuestion, 'params'>): 'form' | 'url' {
  return params.mode === 'url' ? 'url' : 'form';
}

/** Why there is nothing to judge: no call is known that would ask, or the ones that are known did not. */
export function nothingAsked(context: CheckContext, roles: readonly [CallRole, ...CallRole[]]): CheckOutcome {
  const named = roles.filter((role) => context.call(role) !== undefined);
  if (named.length === 0) return context.needsCall(roles[0]);
  if (!named.some((role) => wasCalled(context, role))) {
    return context.untestable(
      `no such call was made at ${context.revision}: that is done at the newest revision of each era`,
    );
  }
  return context.untestable(`the calls named in the suite file as ${named.join(', ')} asked for nothing of this kind`);
}

function wasCalled({ tour, call }: CheckContext, role: CallRole): boolean {
  return tour.frames().some(({ direction, json }) => {
    if (direction !== 'sent' || !isJsonObject(json) || json.method !== 'tools/call') return false;
    return isJsonObject(json.params) && json.params.name === call(role)?.name;
  });
}

function declaredIn({ params }: JsonObject): JsonObject | undefined {
  const declared = isJsonObject(params) ? metaOf(params)[clientCapabilitiesKey] : undefined;
  return isJsonObject(declared) ? declared : undefined;
}

function questionsOf(message: JsonObject): JsonObject[] {
  if (isServerRequest(message)) return [message];
  const { result, error, params, method } = message;
  if (isJsonObject(error) && error.code === -32042) return elicitationsOf(error).map(toQuestion);
  const holder = method === 'notifications/tasks' ? params : result;
  const asked = isJsonObject(holder) ? holder.inputRequests : undefined;
  return isJsonObject(asked) ? Object.values(asked).filter(isJsonObject) : [];
}

/** The entries of an error that wants URLs opened first. */
export function elicitationsOf({ data }: JsonObject): JsonValue[] {
  const elicitations = isJsonObject(data) ? data.elicitations : undefined;
  return Array.isArray(elicitations) ? elicitations : [];
}

function toQuestion(params: JsonValue): JsonObject {
  return { method: 'elicitation/create', params };
}
