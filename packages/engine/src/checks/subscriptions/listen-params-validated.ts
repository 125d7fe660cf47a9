import {
  type Frame,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  modernRevisions,
  type Session,
} from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { type Attempt, judgeRejections } from '../jsonrpc/judge-rejections.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { listenMethod } from './declared-changes.ts';
import { prepareToListen } from './first-subscription.ts';
import { isAcknowledgement, tagOf } from './open-subscription.ts';

const timeoutMs = 2_000;

const wrong: readonly (readonly [what: string, params: JsonObject])[] = [
  ['a subscription without notifications', {}],
  ['one with a string for notifications', { notifications: 'all' }],
  ['one with a string for toolsListChanged', { notifications: { toolsListChanged: 'yes' } }],
  ['one with a string for resourceSubscriptions', { notifications: { resourceSubscriptions: 'lab:///one' } }],
];

export const listenParamsValidatedCheck: Check = {
  id: 'listen-params-validated',
  area: 'subscriptions',
  title: 'A subscription whose filter makes no sense is refused with −32602',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#opening-a-stream',
  fix: 'Check notifications against the schema before acknowledging: an object, flags booleans, resourceSubscriptions strings.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const number = Math.floor(context.random() * 1e9);
    const attempts = await Promise.all(
      wrong.map(([what, params], index) =>
        attempt(context, ready.session, what, params, `lab-wrong-${number}-${index}`),
      ),
    );
    return judgeRejections(context, attempts, { codes: [-32602], expected: 'error -32602' });
  },
};

async function attempt(
  context: CheckContext,
  session: Session,
  what: string,
  params: JsonObject,
  id: JsonValue,
): Promise<Attempt> {
  const stop = new AbortController();
  const isServed = (frame: Frame) => isAcknowledgement(frame) && tagOf(frame) === id;
  const asking = session.request(listenMethod, params, { id, timeoutMs, signal: stop.signal });
  const served = session.collect(timeoutMs, isServed);
  const reply = await Promise.race([asking, served.then((frames) => (frames.some(isServed) ? undefined : asking))]);
  const { frames } = context.transcript;
  if (reply?.outcome === 'answered') {
    const code = isJsonObject(reply.error) ? reply.error.code : undefined;
    const evidence = [...reply.sent, reply.frame].filter((frame) => frame !== undefined);
    const kind = reply.error === undefined ? 'result' : 'error';
    return { what, answer: { kind, code, evidence, text: describeReply(reply), message: reply.message } };
  }
  if (session.transport === 'stdio') await session.notify('notifications/cancelled', { requestId: id });
  stop.abort();
  const { sent } = await asking;
  const acknowledgement = frames.findLast(isServed);
  if (reply?.outcome === 'http-error') {
    return { what, answer: { kind: 'refused', status: reply.status, evidence: sent, text: describeReply(reply) } };
  }
  // A request that gets no answer has not been refused.
  const text = acknowledgement === undefined ? 'no answer' : 'an acknowledgement';
  const evidence = [...sent, acknowledgement].filter((frame) => frame !== undefined);
  return { what, answer: { kind: 'result', evidence, text } };
}
