import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { methodHeader } from './harmless-request.ts';
import { judgeRejections } from './judge-rejections.ts';
import { probe } from './probe.ts';
import { borrowReady } from './ready-session.ts';

export const rpcBatchEmptyCheck: Check = {
  id: 'rpc-batch-empty',
  area: 'jsonrpc',
  title: 'An empty array is refused',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#messages',
  fix: 'Answer [] with HTTP 400 or error −32600; it is no valid batch at any revision.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const options = { headers: methodHeader(session) };
    const answer = await probe(context, session, (timeoutMs) => session.send([], { ...options, timeoutMs }));
    const wanted = { codes: [-32600], expected: 'HTTP 4xx or error -32600' };
    // On a shared stream silence drops the array; an HTTP status of 2xx accepts it.
    if (session.transport === 'streamable-http' && answer.kind === 'ignored') {
      return context.violated(`expected ${wanted.expected}; an empty array got ${answer.text}`, answer.evidence);
    }
    return judgeRejections(context, [{ what: 'an empty array', answer }], wanted);
  },
};
