import { isJsonObject, type Reply, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { probe } from '../jsonrpc/probe.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { cheapMethod } from './cheap-method.ts';

const extra = { 'example.test/new': { deep: [1, null, 'x'] } };

export const qaSurvivesUnknownFieldsCheck: Check = {
  id: 'qa-survives-unknown-fields',
  area: 'robustness',
  title: 'Members the server does not know are tolerated in params, _meta and the envelope',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#messages',
  fix: 'Ignore members you do not know: newer clients send more of them, and refusing them breaks with every new revision.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const method = cheapMethod(session);
    const plain = await session.request(method);
    if (!isJsonObject(plain.result)) return context.untestable(`an ordinary ${method} got ${describeReply(plain)}`);
    const odd = { ...buildRequest(context.revision, 'extra-1', method), 'x-unknown': 1 };
    const attempts: [where: string, send: (timeoutMs: number) => Promise<Reply>][] = [
      ['params', (timeoutMs) => session.request(method, { 'x-unknown': true }, { timeoutMs })],
      ['_meta', (timeoutMs) => session.request(method, undefined, { meta: extra, timeoutMs })],
      ['the envelope', (timeoutMs) => session.send(odd, { timeoutMs })],
    ];
    for (const [where, send] of attempts) {
      const answer = await probe(context, session, send);
      if (answer.kind === 'result') continue;
      return context.violated(`${method} with an unknown member in ${where} got ${answer.text}`, answer.evidence);
    }
    return context.passed(`${method} is served with unknown members in all three places`);
  },
};
