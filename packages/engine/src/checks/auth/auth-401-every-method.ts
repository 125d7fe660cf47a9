import type { Check, CheckContext } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { presentCredentials } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence, isServed } from './http-evidence.ts';
import type { Attempt } from './judge-refusals.ts';
import { requireRefusal } from './protection.ts';

interface Knock extends Attempt {
  /** Some servers let everybody look around, and nothing forbids that. */
  isPublic: boolean;
}

const noToken = { headers: { Authorization: null } };
/** An event stream that was opened is known by its head. */
const streamWaitMs = 1_500;

export const auth401EveryMethodCheck: Check = {
  id: 'auth-401-every-method',
  area: 'auth',
  title: 'No call, stream or session can be had without a token',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#access-token-usage',
  fix: 'Check the token of every HTTP request, whatever its method and whatever session it names.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const attempts = await knockEverywhere(context);
    const served = attempts.filter(({ reply }) => isServed(reply));
    const inside = served.filter(({ isPublic }) => !isPublic);
    const evidence = httpEvidence(context, ...(inside.length > 0 ? inside : served).map(({ reply }) => reply));
    const told = (list: readonly Knock[]) =>
      list.map(({ what, reply }) => `${what} got ${describeReply(reply)}`).join('; ');
    if (inside.length > 0) return context.violated(`served without a token: ${told(inside)}`, evidence);
    const names = attempts.map(({ what }) => what).join(', ');
    if (served.length > 0) return context.informed(`only what looks around is public: ${told(served)}`, evidence);
    return context.passed(`refused without a token: ${names}`, httpEvidence(context, refusal));
  },
};

async function knockEverywhere(context: CheckContext): Promise<Knock[]> {
  const opening = await presentCredentials(context, null);
  const knocks: Knock[] = [
    { what: context.revision >= '2026-07-28' ? 'server/discover' : 'initialize', reply: opening, isPublic: true },
  ];
  const session = await context.open();
  for (const { method } of declaredLists(session.capabilities)) {
    knocks.push({ what: method, reply: await session.request(method, undefined, noToken), isPublic: true });
  }
  const [tool] = context.callable;
  if (tool !== undefined) {
    const reply = await callTool(session, context.tour.tools, tool, noToken);
    knocks.push({ what: `tools/call of ${quoteJson(tool.name)}`, reply, isPublic: false });
  }
  if (session.era === 'modern') {
    const params = { notifications: { toolsListChanged: true } };
    const reply = await session.request('subscriptions/listen', params, { ...noToken, timeoutMs: streamWaitMs });
    return [...knocks, { what: 'subscriptions/listen', reply, isPublic: false }];
  }
  for (const method of ['GET', 'DELETE']) {
    const reply = await session.fetch({ method, ...noToken, timeoutMs: streamWaitMs });
    knocks.push({ what: `${method} with the id of a session`, reply, isPublic: false });
  }
  return knocks;
}
