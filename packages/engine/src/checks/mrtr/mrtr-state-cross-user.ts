import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { authTransports } from '../auth/auth-scope.ts';
import { requireProbeToken } from '../auth/require-token.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, openRounds, sayRound, wentOn } from './call-rounds.ts';

export const mrtrStateCrossUserCheck: Check = {
  id: 'mrtr-state-cross-user',
  area: 'mrtr',
  title: 'A requestState is good for its own user only',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#server-requirements-basic-workflow',
  fix: 'Put the user (the subject of the token) into the protected state, and refuse it from anybody else.',
  async run(context) {
    const token = await requireProbeToken(context, 'secondUser');
    if (typeof token !== 'string') return token;
    const opened = await openRounds(context, ['keepsState', ...askingRoles]);
    if ('verdict' in opened) return opened;
    const rounds = opened.rounds.filter(({ state }) => typeof state === 'string');
    if (rounds.length === 0) return context.untestable('no call handed out a requestState');
    const options = { headers: { Authorization: `Bearer ${token}` } };
    for (const round of rounds) {
      const foreign = { inputResponses: round.answers, requestState: round.state };
      const reply = await callRound(context, opened.session, round.call, { ...foreign, ...options });
      if (!wentOn(reply, round)) continue;
      // Where the state plays no part, somebody else's does no harm.
      const without = await callRound(context, opened.session, round.call, {
        inputResponses: round.answers,
        ...options,
      });
      if (wentOn(without, round)) continue;
      return context.violated(
        `with the state of another user, ${sayRound(round, reply)}`,
        replyEvidence(round.reply, reply),
      );
    }
    return context.passed(`the requestState of one user was refused to another, for ${rounds.length} calls`);
  },
};
