import { type JsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { type Attempt, judgeRejections } from '../jsonrpc/judge-rejections.ts';
import { probe } from '../jsonrpc/probe.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { initializeParams } from './initialize-params.ts';
import { modernTransports } from './modern-scope.ts';

const methodNotFound = -32601;

const removed: readonly (readonly [method: string, params?: JsonObject])[] = [
  ['ping'],
  ['logging/setLevel', { level: 'error' }],
  ['resources/subscribe', { uri: 'mcp-lab://no-such-resource' }],
  ['resources/unsubscribe', { uri: 'mcp-lab://no-such-resource' }],
];

export const removedMethodsGoneCheck: Check = {
  id: 'removed-methods-gone',
  area: 'lifecycle',
  title: 'Methods that the revision removed are unknown to a modern request',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#protocol-version-header',
  fix: 'Answer ping, logging/setLevel, resources/subscribe and resources/unsubscribe with error -32601 when the request is a modern one.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const attempts: Attempt[] = [];
    for (const [method, params] of removed) {
      const answer = await probe(context, session, (timeoutMs) => session.request(method, params, { timeoutMs }));
      attempts.push({ what: method, answer });
    }
    const removedVerdict = judgeRejections(context, attempts, {
      codes: [methodNotFound],
      expected: `error ${methodNotFound}`,
    });
    // In a server of both eras `initialize` may begin a legacy session on the same pipe.
    if (removedVerdict.verdict !== 'pass' || context.profile.legacy.length > 0) return removedVerdict;
    const answer = await probe(context, session, (timeoutMs) =>
      session.request('initialize', initializeParams('2025-11-25'), { timeoutMs }),
    );
    if (answer.kind !== 'result') return removedVerdict;
    const reason = `expected an error to initialize, since no legacy revision was found, got ${answer.text}`;
    return context.violated(reason, answer.evidence);
  },
};
