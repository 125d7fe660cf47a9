import type { Check } from '../../check/check.ts';
import { revisionsSince } from './applies-to.ts';
import { buildRequest, methodHeader } from './harmless-request.ts';
import { probe } from './probe.ts';
import { openReady } from './ready-session.ts';

export const rpcParseErrorHttpCheck: Check = {
  id: 'rpc-parse-error-http',
  area: 'jsonrpc',
  title: 'A body that is not JSON is refused with HTTP 4xx and −32700',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisionsSince('2025-03-26'),
  transports: ['streamable-http'],
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Answer a body that does not parse with HTTP 400, and with error −32700 if the body of the answer is JSON-RPC.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const truncated = JSON.stringify(buildRequest(context.revision, 4711)).slice(0, -2);
    const answer = await probe(context, session, (timeoutMs) =>
      session.sendRaw(truncated, { headers: methodHeader(session), timeoutMs }),
    );
    const { kind, code, status = 0, evidence, text } = answer;
    const isRefused = status >= 400 && status < 500;
    const reason = `expected HTTP 4xx, with error -32700 if with JSON-RPC, for a truncated body; got ${text}`;
    if (kind === 'error' && code === -32700) {
      return isRefused ? context.passed(`a truncated body got ${text}`, evidence) : context.warned(reason, evidence);
    }
    if (kind === 'refused' && isRefused) return context.passed(`a truncated body got ${text}`, evidence);
    return context.violated(reason, evidence);
  },
};
