import { setTimeout as wait } from 'node:timers/promises';
import type { Frame, Session } from '@mcp-lab/wire';
import { namesToken } from './fill-token.ts';
import { type Answered, describeRefusal, type Ground, makeCall, resultOf } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import type { Token } from './unique-tokens.ts';

/** What a read showed of each token. */
export interface ReadBack {
  counts: Map<Token, number>;
  /** Why nothing, or not all, could be read. */
  failure: string | undefined;
  /** Of the whole read, or of the reads of one token. */
  framesOf(tokens: readonly Token[]): Frame[];
}

/** How long a store may take to show what it has acknowledged before it counts as lost. */
const settleMs = 1_000;
const lookAgainMs = 100;
/** Reads side by side at most, where each token is read by itself. */
const sideBySide = 10;

/** One call that shows all, or one for each token where the call names it. */
export async function readBack(
  ground: Ground,
  session: Session,
  { pair, count }: Pick<KnownPair, 'pair' | 'count'>,
  tokens: readonly Token[],
): Promise<ReadBack> {
  const counts = new Map<Token, number>();
  const answers = new Map<Token, Answered>();
  let failure: string | undefined;
  const take = (answered: Answered, shown: readonly Token[]) => {
    for (const token of shown) answers.set(token, answered);
    if (answered.outcome === 'ok') for (const token of shown) counts.set(token, count(resultOf(answered), token));
    return answered.outcome === 'ok';
  };
  if (namesToken(pair.read.arguments)) {
    for (let at = 0; at < tokens.length; at += sideBySide) {
      const some = tokens.slice(at, at + sideBySide);
      const answered = await Promise.all(some.map((token) => makeCall(ground, session, pair.read, token)));
      for (const [index, one] of answered.entries()) {
        // A read by name says with a tool error that there is nothing of that name.
        if (!take(one, some.slice(index, index + 1)) && one.outcome !== 'tool_error') failure ??= describeRefusal(one);
      }
    }
  } else {
    const [token] = tokens;
    const answered = await makeCall(ground, session, pair.read, token ?? ground.nextToken());
    if (!take(answered, tokens)) failure = describeRefusal(answered);
  }
  const framesOf = (shown: readonly Token[]) => [
    ...new Set(shown.flatMap((token) => answers.get(token)?.frames ?? [])),
  ];
  return { counts, failure, framesOf };
}

/** The first look on each session, and the last: again and again while something is missing, until the time is up. */
export async function readUntilShown(
  ground: Ground,
  sessions: readonly Session[],
  known: Pick<KnownPair, 'pair' | 'count' | 'each'>,
  tokens: readonly Token[],
  waitMs = settleMs,
): Promise<{ first: ReadBack[]; last: ReadBack[] }> {
  const look = async () => {
    const reads: ReadBack[] = [];
    for (const session of sessions) reads.push(await readBack(ground, session, known, tokens));
    return reads;
  };
  const isMissing = (read: ReadBack) => tokens.some((token) => (read.counts.get(token) ?? 0) < known.each);
  const first = await look();
  const deadline = ground.now() + waitMs;
  let last = first;
  while (last.some(isMissing) && ground.now() < deadline && !ground.signal.aborted) {
    await wait(lookAgainMs);
    last = await look();
  }
  return { first, last };
}
