import { isJsonObject, type JsonObject } from '../json.ts';
import type { Revision } from '../revision.ts';
import { WireError } from '../wire-error.ts';
import { CompiledCall, loadClientInfo } from './compiled-call.ts';
import type { AnswerHead, ExchangeDone } from './exchange.ts';
import type { LoadAnswer, LoadSessionOptions } from './load-session.ts';

/** What an opening needs of a session. */
interface Openable {
  readonly revision: Revision;
  request(call: CompiledCall, timeoutMs: number, done: ExchangeDone): void;
  /** Of a failure that means that no connection came about. */
  explain?(detail: string): WireError | undefined;
}

export interface Opened {
  result: JsonObject;
  head: AnswerHead | undefined;
}

/** `initialize`; what follows (`initialized`) is the session's. Throws WireError. */
export async function initialize(session: Openable, options: LoadSessionOptions): Promise<Opened> {
  const params = { protocolVersion: session.revision, capabilities: {}, clientInfo: loadClientInfo };
  const opened = await ask(session, 'initialize', params, options);
  const { protocolVersion } = opened.result;
  if (protocolVersion === session.revision) return opened;
  throw notOpened(`answered initialize with ${JSON.stringify(protocolVersion)} instead of ${session.revision}`);
}

/**
 * `server/discover`: a modern server may be asked anything at once, but one that speaks both eras takes its first request
 * for the era of the whole process, so a sound one comes first. Throws WireError.
 */
export function discover(session: Openable, options: LoadSessionOptions): Promise<Opened> {
  return ask(session, 'server/discover', undefined, options);
}

async function ask(
  session: Openable,
  method: string,
  params: JsonObject | undefined,
  options: LoadSessionOptions,
): Promise<Opened> {
  const call = new CompiledCall(method, params, session.revision, {});
  const { answer, message, head } = await new Promise<{ answer: LoadAnswer; message?: JsonObject; head?: AnswerHead }>(
    (resolve) => {
      session.request(call, options.openingTimeoutMs, (got, message, head) =>
        resolve({ answer: { ...got }, message, head }),
      );
    },
  );
  if (answer.outcome === 'ok' && isJsonObject(message?.result)) return { result: message.result, head };
  if (options.signal?.aborted) throw new WireError('aborted', 'The session was cancelled.', 'Start it again.');
  throw session.explain?.(answer.detail) ?? notOpened(`did not answer ${method}: ${answer.detail}`);
}

export function notOpened(what: string): WireError {
  const hint = 'Look at what the server says with `mcp-lab inspect`, and whether it speaks this revision at all.';
  return new WireError('not-opened', `The server ${what}.`, hint);
}
