import type { ConsistencyPair } from '@mcp-lab/contracts';
import type { Session } from '@mcp-lab/wire';
import { allTextOf, createCounter } from './count-token.ts';
import { describeRefusal, type Ground, makeCall, resultOf } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import { readBack, readUntilShown } from './read-back.ts';
import type { Token } from './unique-tokens.ts';

export type TriedPair = { ok: true; known: KnownPair } | { ok: false; reason: string };

/**
 * Two writes one after another, each read back: what is written must come back, what was not must not, and whether the
 * second stays beside the first. Nothing is judged here. `written` is told every token that may now be in the store.
 */
export async function tryPair(
  ground: Ground,
  session: Session,
  pair: ConsistencyPair,
  origin: KnownPair['origin'],
  written: Token[],
): Promise<TriedPair> {
  const drop = (reason: string): TriedPair => ({ ok: false, reason });
  const missing = [pair.write, pair.read, ...pair.setup, ...pair.cleanup].find(
    ({ tool }) => !ground.tools.some(({ name }) => name === tool),
  );
  if (missing !== undefined) return drop(`the server has no tool ${missing.tool}`);
  const count = createCounter(pair.count);
  // A store that lags is a matter of another property: it is waited for here.
  const read = async (tokens: readonly Token[], written: readonly Token[] = []) => {
    const shown = await readUntilShown(ground, [session], { pair, count, each: 1 }, written);
    return shown.last[0]?.failure === undefined ? readBack(ground, session, { pair, count }, tokens) : shown.last[0];
  };
  const [first, second, never] = [ground.nextToken(), ground.nextToken(), ground.nextToken()] as const;

  const before = await read([first]);
  if (before.failure === undefined && (before.counts.get(first) ?? 0) > 0) {
    return drop(`${pair.read.tool} shows what was never written: it repeats what it is asked for`);
  }
  const writing = await makeCall(ground, session, pair.write, first);
  written.push(first);
  if (writing.outcome !== 'ok') return drop(`${pair.write.tool} refused a write: ${describeRefusal(writing)}`);
  const after = await read([first, never], [first]);
  if (after.failure !== undefined) return drop(`${pair.read.tool} could not be read: ${after.failure}`);
  const each = after.counts.get(first) ?? 0;
  if (each === 0) return drop(`${pair.read.tool} does not show what ${pair.write.tool} wrote`);
  if ((after.counts.get(never) ?? 0) > 0) return drop(`${pair.read.tool} shows what was never written`);

  const again = await makeCall(ground, session, pair.write, second);
  written.push(second);
  if (again.outcome !== 'ok') return drop(`${pair.write.tool} refused a second write: ${describeRefusal(again)}`);
  const both = await read([first, second], [second]);
  const [firstCount, secondCount] = [both.counts.get(first) ?? 0, both.counts.get(second) ?? 0];
  if (secondCount !== each) {
    return drop(`${pair.read.tool} shows a first write ${each} times and a second ${secondCount} times`);
  }
  const answerText = allTextOf(resultOf(again));
  return {
    ok: true,
    known: {
      pair,
      origin,
      count,
      each,
      keeps: firstCount === each ? 'collection' : 'register',
      answersRepeatOwn: answerText.includes(second.unique) && !answerText.includes(first.unique),
      tool: ground.tools.find(({ name }) => name === pair.write.tool),
    },
  };
}
