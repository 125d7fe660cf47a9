import type { Frame, Session } from '@mcp-lab/wire';
import { type Answered, describeRefusal, type Ground, makeCall } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import { type ReadBack, readUntilShown } from './read-back.ts';
import type { Token } from './unique-tokens.ts';

/** N writes, and what a read showed of them afterwards. */
export interface Attempt {
  n: number;
  acknowledged: Token[];
  /** What the server said of the others, each saying once. */
  refusals: string[];
  /** Acknowledged, and not in the read, not even later. */
  lost: Token[];
  /** Acknowledged once, and more than once in the read. */
  twice: Token[];
  /** Acknowledged, and only in a second read. */
  late: Token[];
  /** The read did not succeed, though it did before. */
  unreadable: string | undefined;
  /** The server ended meanwhile. */
  ended: string | undefined;
  /** The writes that went wrong, or the first, and the read. */
  evidence: Frame[];
}

/** More writes than these show nothing that they do not. */
const mostShown = 3;

/** Writes N tokens, at once or one after another, spread over the sessions, and reads them back on each session. */
export async function attemptWrites(
  ground: Ground,
  sessions: readonly Session[],
  known: KnownPair,
  { n, inTurn = false, written, waitMs }: { n: number; inTurn?: boolean; written: Token[]; waitMs?: number },
): Promise<Attempt> {
  const tokens = Array.from({ length: n }, () => ground.nextToken());
  written.push(...tokens);
  const write = (token: Token, index: number) => {
    return makeCall(ground, sessions[index % sessions.length] as Session, known.pair.write, token);
  };
  const answers: Answered[] = [];
  if (inTurn) for (const [index, token] of tokens.entries()) answers.push(await write(token, index));
  else answers.push(...(await Promise.all(tokens.map(write))));

  const acknowledged = tokens.filter((_token, index) => answers[index]?.outcome === 'ok');
  const refused = answers.filter(({ outcome }) => outcome !== 'ok');
  const gone = sessions.find((session) => session.closed);
  const attempt: Attempt = {
    n,
    acknowledged,
    refusals: [...new Set(refused.map(describeRefusal))].slice(0, 3),
    lost: [],
    twice: [],
    late: [],
    unreadable: undefined,
    ended: gone === undefined ? undefined : (refused.at(-1)?.detail ?? 'the session ended'),
    evidence: [],
  };
  const framesOfWrites = (shown: readonly Token[]) =>
    tokens.flatMap((token, index) => (shown.includes(token) ? (answers[index]?.frames ?? []) : []));
  if (gone !== undefined) {
    attempt.evidence = refused.slice(-1).flatMap(({ frames }) => frames);
    return attempt;
  }
  const reads = await readUntilShown(ground, sessions, known, acknowledged, waitMs);
  const timesIn = (read: ReadBack, token: Token) => (read.counts.get(token) ?? 0) / known.each;
  const last = reads.last;
  attempt.unreadable = last.find(({ failure }) => failure !== undefined)?.failure;
  attempt.lost = acknowledged.filter((token) => last.some((read) => timesIn(read, token) < 1));
  attempt.twice = acknowledged.filter((token) => last.some((read) => timesIn(read, token) > 1));
  attempt.late = acknowledged.filter(
    (token) => !attempt.lost.includes(token) && reads.first.some((read) => timesIn(read, token) < 1),
  );
  const wrong = [...attempt.lost, ...attempt.twice].slice(0, mostShown);
  // With few writes all of them tell the story; with many the ones that went wrong.
  const shown = n <= mostShown ? tokens : wrong.length > 0 ? wrong : acknowledged.slice(0, mostShown);
  attempt.evidence = [...framesOfWrites(shown), ...last.flatMap((read) => read.framesOf(shown))];
  return attempt;
}
