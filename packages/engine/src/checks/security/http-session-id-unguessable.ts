import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { noSessions, sessionHttp } from '../transport-http/session-http.ts';
import { mintedSessionIds } from '../transport-http/session-ids.ts';
import { apparentBits, fewestBits, wantedSamples } from './judge-randomness.ts';

/** So many sessions are opened at a time. */
const atOnce = 5;

export const httpSessionIdUnguessableCheck: Check = {
  ...sessionHttp,
  id: 'http-session-id-unguessable',
  area: 'security',
  title: 'Session ids are unique and cannot be guessed',
  level: 'SHOULD',
  spec: 'basic/transports#session-management',
  fix: 'Take session ids from a cryptographic source of randomness, for example crypto.randomUUID(); never a counter or a time.',
  async run(context) {
    const first = await context.open({ handshake: 'initialize' });
    if (first.sessionId === undefined) return noSessions(context);
    for (let missing = wantedSamples - mintedSessionIds(context).length; missing > 0; missing -= atOnce) {
      const count = Math.min(atOnce, missing);
      const opened = await Promise.all(Array.from({ length: count }, () => context.open({ handshake: 'initialize' })));
      const refused = opened.find(({ sessionId }) => sessionId === undefined);
      await Promise.all(opened.map((session) => session.close()));
      if (refused !== undefined) break;
    }
    const minted = mintedSessionIds(context).map(({ id }) => id);
    if (minted.length < wantedSamples) {
      return context.untestable(`the server handed out ${minted.length} session ids, and ${wantedSamples} are needed`);
    }
    const examples = minted
      .slice(0, 2)
      .map((id) => quoteJson(id, 60))
      .join(' and ');
    if (new Set(minted).size < minted.length) {
      return context.violated(`the same id was handed out twice among ${minted.length}, for example ${examples}`);
    }
    const bits = apparentBits(minted);
    const told = `${minted.length} session ids differ in about ${bits} bits`;
    return bits >= fewestBits
      ? context.passed(told)
      : context.violated(`expected at least ${fewestBits}; ${told}, for example ${examples}`);
  },
};
