import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { buildRequest } from './harmless-request.ts';
import { probe } from './probe.ts';
import { borrowReady } from './ready-session.ts';

export const rpcParseErrorStdioCheck: Check = {
  id: 'rpc-parse-error-stdio',
  area: 'jsonrpc',
  title: 'A line that is not JSON is answered with −32700',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/index#error-codes',
  fix: 'Answer a line that does not parse with error −32700 and id null, and go on reading.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const truncated = JSON.stringify(buildRequest(context.revision, 4711)).slice(0, -2);
    const answer = await probe(context, session, (timeoutMs) => session.sendRaw(truncated, { timeoutMs }));
    const { kind, code, message, evidence, text } = answer;
    const reason = `expected error -32700 without an id for a truncated line; got ${text}`;
    if (kind === 'ignored') return context.warned(`${reason}; the server goes on working`, evidence);
    if (kind !== 'error' || code !== -32700) return context.violated(reason, evidence);
    const hasId = message?.id !== undefined && message.id !== null;
    return hasId ? context.warned(reason, evidence) : context.passed(`a truncated line got ${text}`, evidence);
  },
};
