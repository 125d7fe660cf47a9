import { isJsonObject, modernRevisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import {
  askFirst,
  askingRoles,
  callRound,
  type FirstRound,
  type NamedCall,
  namedCalls,
  sayRound,
} from './call-rounds.ts';
import { nothingAsked } from './questions.ts';

export const mrtrRetryStatelessCheck: Check = {
  id: 'mrtr-retry-stateless',
  area: 'mrtr',
  title: 'A retry is served on any connection',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#basic-workflow',
  fix: 'Put all that the retry needs into requestState, or where every instance of the server finds it; do not look for it in the connection.',
  async run(context) {
    const calls = namedCalls(context, ['keepsState', ...askingRoles]);
    if (calls.length === 0) return context.needsCall('keepsState');
    // Of its own, and one request after the other: what others do at the same time may open further connections.
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const round = await findRound(context, session, calls);
    if (round === undefined) return nothingAsked(context, ['keepsState', ...askingRoles]);
    const answer = { inputResponses: round.answers, requestState: round.state };
    const other = await openReady(context);
    if ('verdict' in other) return other;
    const elsewhere = await callRound(context, other, round.call, answer);
    if (isJsonObject(elsewhere.result)) {
      return context.passed(`on another connection ${sayRound(round, elsewhere)}`, replyEvidence(elsewhere));
    }
    // Refused here as well, it says nothing about connections.
    const here = await callRound(context, session, round.call, answer);
    if (!isJsonObject(here.result)) return context.untestable(`on the same connection, too, ${sayRound(round, here)}`);
    const reason = `the retry is served where the question was asked, but on another connection ${sayRound(round, elsewhere)}`;
    const evidence = replyEvidence(round.reply, elsewhere);
    // One process serves one client over stdio, so another one is advice and not a rule.
    return context.transport === 'stdio' ? context.warned(reason, evidence) : context.violated(reason, evidence);
  },
};

/** The first call that asks for something. */
async function findRound(
  context: CheckContext,
  session: Session,
  calls: readonly NamedCall[],
): Promise<FirstRound | undefined> {
  for (const call of calls) {
    const [round] = await askFirst(context, session, [call]);
    if (round !== undefined) return round;
  }
  return undefined;
}
