import { type JsonValue, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { declaredLists } from './declared-lists.ts';
import { buildRequest, harmlessMethod } from './harmless-request.ts';
import { type Attempt, judgeRejections } from './judge-rejections.ts';
import { probe } from './probe.ts';
import { quoteJson } from './quote.ts';
import { borrowReady } from './ready-session.ts';

const wrongParams: readonly JsonValue[] = [['a'], 'a', 7];

export const rpcParamsNotObjectCheck: Check = {
  id: 'rpc-params-not-object',
  area: 'jsonrpc',
  title: 'Params that are no object are refused',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#requests',
  fix: 'Refuse params that are not a JSON object with error −32602 (or −32600), also for methods that read none of them.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const method = declaredLists(session.capabilities)[0]?.method ?? harmlessMethod(context.revision);
    const first = 7_000_000 + Math.floor(context.random() * 1e6);
    const attempts: Attempt[] = [];
    for (const [index, params] of wrongParams.entries()) {
      const request = { ...buildRequest(context.revision, first + index, method), params };
      const answer = await probe(context, session, (timeoutMs) => session.send(request, { timeoutMs }));
      attempts.push({ what: `${method} with params ${quoteJson(params)}`, answer });
      if (answer.kind === 'gone') break;
    }
    return judgeRejections(context, attempts, { codes: [-32602, -32600], expected: 'error -32602 or -32600' });
  },
};
