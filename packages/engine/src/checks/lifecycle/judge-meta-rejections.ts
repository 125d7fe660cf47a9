import type { JsonObject, JsonValue, TransportKind } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { type Attempt, judgeRejections } from '../jsonrpc/judge-rejections.ts';
import { probe } from '../jsonrpc/probe.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { ordinaryMethod } from './ordinary-method.ts';

export interface MetaFlaw {
  /** The subject of a sentence: `a request without _meta`. */
  what: string;
  /** Puts the flaw into well-formed params. Undefined stands for no params at all. */
  spoil(params: JsonObject & { _meta: JsonObject }): JsonValue | undefined;
  /** Whether the version of the body then differs from the header's, so that an HTTP server may complain of that. */
  hidesVersion: boolean;
}

const invalidParams = -32602;
const headerMismatch = -32020;

/** Sends each flawed request in one fresh session that has already served a sound one, and judges how it was refused. */
export async function judgeMetaRejections(context: CheckContext, flaws: readonly MetaFlaw[]): Promise<CheckOutcome> {
  const session = await borrowReady(context);
  if ('verdict' in session) return session;
  const method = ordinaryMethod(session.capabilities);
  const attempts: Attempt[] = [];
  for (const [index, flaw] of flaws.entries()) {
    const request = spoilRequest(buildRequest(context.revision, `flaw-${index}`, method), flaw);
    const answer = await probe(context, session, (timeoutMs) => session.send(request, { timeoutMs }));
    attempts.push({ what: flaw.what, answer });
  }
  const codes = codesFor(flaws, session.transport);
  return judgeRejections(context, attempts, { codes, expected: `error ${codes.join(' or ')}` });
}

function spoilRequest(request: JsonObject, flaw: MetaFlaw): JsonObject {
  const { params, ...envelope } = request;
  const spoilt = flaw.spoil(structuredClone(params) as JsonObject & { _meta: JsonObject });
  return spoilt === undefined ? envelope : { ...envelope, params: spoilt };
}

function codesFor(flaws: readonly MetaFlaw[], transport: TransportKind): number[] {
  const mayMismatch = transport === 'streamable-http' && flaws.some(({ hidesVersion }) => hidesVersion);
  return mayMismatch ? [invalidParams, headerMismatch] : [invalidParams];
}
