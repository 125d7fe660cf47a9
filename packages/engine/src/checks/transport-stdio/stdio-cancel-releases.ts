import { type Reply, revisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';

const cancelledCalls = 12;
/** For the calls to get under way. */
const beginMs = 100;
/** A call named as slow takes two seconds: who waits for one waits longer than this. */
const bearableMs = 1_000;
const bearableFactor = 20;
const timeoutMs = 4_000;

export const stdioCancelReleasesCheck: Check = {
  id: 'stdio-cancel-releases',
  area: 'transport-stdio',
  title: 'Cancelled calls leave nothing behind that slows others down',
  level: 'SHOULD',
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/patterns/cancellation#behavior-requirements',
  fix: 'At notifications/cancelled hand the abort on to what the tool waits for, and free its place in pools and queues.',
  async run(context) {
    const slow = context.call('slow');
    if (slow === undefined) return context.needsCall('slow');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const before = await timeOthers(context, session, slow.name);
    const stop = new AbortController();
    const ids = Array.from({ length: cancelledCalls }, (_, index) => `lab-released-${index}`);
    const calls = ids.map((id) => callTool(session, context.tour.tools, slow, { id, signal: stop.signal }));
    await session.collect(beginMs);
    await Promise.all(ids.map((requestId) => session.notify('notifications/cancelled', { requestId })));
    const after = await timeOthers(context, session, slow.name);
    stop.abort();
    await Promise.all(calls);
    const lost = before.replies.find(isLost);
    if (lost !== undefined) return context.untestable(`an ordinary request beforehand got ${describeReply(lost)}`);
    const boundMs = Math.max(bearableMs, before.tookMs * bearableFactor);
    const told = `the same requests took ${Math.round(before.tookMs)} ms before and ${Math.round(after.tookMs)} ms after ${cancelledCalls} calls of ${quoteJson(slow.name)} were cancelled`;
    const stuck = after.replies.find(isLost);
    if (stuck !== undefined) return context.violated(`${told}; one got ${describeReply(stuck)}`, stuck.sent);
    const evidence = [...(after.replies[0]?.sent ?? []), after.replies[0]?.frame];
    return after.tookMs > boundMs ? context.violated(told, evidence) : context.passed(told, evidence);
  },
};

/** An ordinary request, and a call of another tool where one may be called. */
async function timeOthers({ callable, tour }: CheckContext, session: Session, slowName: string) {
  const other = callable.find(({ name }) => name !== slowName);
  const startedMs = performance.now();
  const replies: Reply[] = await Promise.all([
    session.request(harmlessMethod(session.revision), undefined, { timeoutMs }),
    ...(other === undefined ? [] : [callTool(session, tour.tools, other, { timeoutMs })]),
  ]);
  return { replies, tookMs: performance.now() - startedMs };
}

function isLost({ outcome }: Reply): boolean {
  return outcome !== 'answered';
}
