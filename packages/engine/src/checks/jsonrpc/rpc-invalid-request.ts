import { type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { buildRequest, methodHeader } from './harmless-request.ts';
import { type Attempt, judgeRejections } from './judge-rejections.ts';
import { probe } from './probe.ts';
import { borrowReady } from './ready-session.ts';

export const rpcInvalidRequestCheck: Check = {
  id: 'rpc-invalid-request',
  area: 'jsonrpc',
  title: 'JSON that is no request is refused with −32600',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#error-codes',
  fix: 'Check the envelope first: jsonrpc is "2.0" and method is a string; answer anything else with error −32600.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const first = 6_000_000 + Math.floor(context.random() * 1e6);
    const attempts: Attempt[] = [];
    for (const [index, { what, spoil }] of faults.entries()) {
      const request = spoil(buildRequest(context.revision, first + index));
      const options = { headers: methodHeader(session) };
      const answer = await probe(context, session, (timeoutMs) => session.send(request, { ...options, timeoutMs }));
      attempts.push({ what, answer });
      if (answer.kind === 'gone') break;
    }
    return judgeRejections(context, attempts, { codes: [-32600], expected: 'error -32600' });
  },
};

const faults: readonly { what: string; spoil(request: JsonObject): JsonObject }[] = [
  { what: 'a request with jsonrpc "1.0"', spoil: (request) => ({ ...request, jsonrpc: '1.0' }) },
  { what: 'a request without jsonrpc', spoil: ({ jsonrpc: _, ...request }) => request },
  { what: 'a request without a method', spoil: ({ method: _, ...request }) => request },
  { what: 'a request whose method is a number', spoil: (request) => ({ ...request, method: 7 }) },
];
