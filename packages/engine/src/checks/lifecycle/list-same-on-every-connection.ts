import { modernRevisions, type Session } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { unknownMethod } from '../jsonrpc/harmless-request.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { modernTransports } from './modern-scope.ts';
import { describeDifference, readPublishedSurface } from './published-surface.ts';

export const listSameOnEveryConnectionCheck: Check = {
  id: 'list-same-on-every-connection',
  area: 'lifecycle',
  title: 'Lists are the same on every connection, and after other requests on one of them',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/tools#capabilities',
  fix: 'Build the lists from the state of the whole server, never from what a connection has done before.',
  async run(context) {
    const used = await context.shared();
    if (declaredLists(used.capabilities).length === 0) {
      return context.notApplicable('the server declares none of tools, resources and prompts');
    }
    const before = await readPublishedSurface(used);
    await makeOtherRequests(used, unknownMethod(context));
    const after = await readPublishedSurface(used);
    const fresh = await openReady(context);
    if ('verdict' in fresh) return fresh;
    const elsewhere = await readPublishedSurface(fresh);
    const first = [before, after, elsewhere].map(({ fingerprint }) => fingerprint);
    if (new Set(first).size === 1)
      return context.passed('two connections list the same, also after other requests on one');

    // Lists may change in time, so both are read again: only a difference that stays belongs to the connection.
    const usedAgain = await readPublishedSurface(used);
    const freshAgain = await readPublishedSurface(fresh);
    const usedLast = await readPublishedSurface(used);
    if (usedAgain.fingerprint !== usedLast.fingerprint) {
      return context.untestable('the lists change from one reading to the next on the same connection');
    }
    if (usedLast.fingerprint === freshAgain.fingerprint) {
      return context.passed('the lists changed while they were read, and are now the same on both connections');
    }
    const difference = describeDifference(usedLast.surface, freshAgain.surface);
    const reason = `an older and a fresh connection list different things, again and again; ${difference}`;
    return context.violated(reason, lastLists(context, [used, fresh]));
  },
};

async function makeOtherRequests(session: Session, unknown: string): Promise<void> {
  await session.request('server/discover');
  await session.request(unknown);
  for (const { method } of declaredLists(session.capabilities)) await session.request(method);
}

function lastLists(context: Parameters<Check['run']>[0], sessions: readonly Session[]) {
  return sessions.map(({ connection }) =>
    context.transcript.frames.findLast(
      (frame) => frame.connection === connection && frame.kind === 'message' && frame.direction === 'received',
    ),
  );
}
