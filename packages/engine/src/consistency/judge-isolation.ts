import type { Session } from '@mcp-lab/wire';
import { type Ground, makeCall } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import { find, type PropertyFinding } from './properties.ts';
import { readBack } from './read-back.ts';
import type { Token } from './unique-tokens.ts';

/** Whether what one session writes is seen by another. */
export async function isShared(
  ground: Ground,
  [writer, reader]: readonly Session[],
  known: KnownPair,
  written: Token[],
): Promise<boolean> {
  if (writer === undefined || reader === undefined) return false;
  const token = ground.nextToken();
  written.push(token);
  const writing = await makeCall(ground, writer, known.pair.write, token);
  if (writing.outcome !== 'ok') return false;
  const read = await readBack(ground, reader, known, [token]);
  return (read.counts.get(token) ?? 0) > 0;
}

/** Where each session has a state of its own: written at once, each must read its own and nothing of the others. */
export async function judgeIsolation(
  ground: Ground,
  sessions: readonly Session[],
  known: KnownPair,
  { parallel, written }: { parallel: readonly number[]; written: Token[] },
): Promise<PropertyFinding> {
  const { name, write, read } = known.pair;
  for (const n of parallel.toSorted((a, b) => a - b)) {
    if (ground.signal.aborted) break;
    const writes = Array.from({ length: n }, (_one, index) => {
      return { token: ground.nextToken(), session: sessions[index % sessions.length] as Session };
    });
    written.push(...writes.map(({ token }) => token));
    const answers = await Promise.all(
      writes.map(({ token, session }) => makeCall(ground, session, known.pair.write, token)),
    );
    for (const session of sessions) {
      const strangers = writes.filter((one) => one.session !== session).map(({ token }) => token);
      const seen = await readBack(ground, session, known, strangers);
      const stranger = strangers.find((token) => (seen.counts.get(token) ?? 0) > 0);
      if (stranger === undefined) continue;
      const index = writes.findIndex(({ token }) => token === stranger);
      const reason = `sessions have a state of their own, but after ${n} calls of ${write.tool} at once, spread over ${sessions.length} sessions, ${read.tool} of one session shows ${stranger.unique}, which another wrote; N: ${n}`;
      const evidence = [...(answers[index]?.frames ?? []), ...seen.framesOf([stranger])];
      return find('no-cross-talk', name, 'fail', reason, { evidence });
    }
  }
  const reason = `${parallel.join(', ')} calls of ${write.tool} at once over ${sessions.length} sessions: ${read.tool} showed no session what another wrote`;
  return find('no-cross-talk', name, 'pass', reason);
}
