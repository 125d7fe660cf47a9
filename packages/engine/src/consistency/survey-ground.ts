import type { ConsistencyCall } from '@mcp-lab/contracts';
import type { SuiteSettings } from '../run/suite-settings.ts';
import { chooseEchoes } from './choose-echoes.ts';
import { type ChosenPairs, choosePairs } from './choose-pairs.ts';
import { namesToken } from './fill-token.ts';
import { type Ground, makeCall } from './ground.ts';
import type { KnownPair } from './known-pair.ts';
import type { SessionPool } from './session-pool.ts';
import type { Token } from './unique-tokens.ts';

/** What the surface has to offer, found before anything is judged. */
export interface Survey {
  pairs: ChosenPairs;
  echoes: ConsistencyCall[];
  /** Tokens that may be in the store, by the name of the pair that wrote them. */
  writtenBy(pair: string): Token[];
  /** Makes the calls that the user named for the end. Never rejects. */
  cleanUp(): Promise<void>;
}

/** Calls of a clean-up at most: a store that is never emptied is the user's own choice. */
const maxCleanupCalls = 2_000;

/** Tries pairs and echoes once. */
export async function surveyGround(ground: Ground, pool: SessionPool, settings: SuiteSettings): Promise<Survey> {
  const { inputs, allowSideEffects = false } = settings;
  const written = new Map<string, Token[]>();
  const writtenBy = (pair: string) => {
    const known = written.get(pair) ?? [];
    written.set(pair, known);
    return known;
  };
  const tried: Token[] = [];
  const [session] = await pool.take(1);
  if (session === undefined) throw new Error('no session was opened');
  const mayWrite = allowSideEffects || inputs.allow.sideEffects || inputs.allow.anyTool;
  const pairs = await choosePairs(ground, session, { named: inputs.consistency.pairs, mayWrite, written: tried });
  const echoes = await chooseEchoes(ground, session, inputs);
  for (const { pair } of pairs.known) writtenBy(pair.name).push(...tried);
  return {
    pairs,
    echoes,
    writtenBy,
    async cleanUp() {
      for (const known of pairs.known) await cleanUpPair(ground, pool, known, writtenBy(known.pair.name));
    },
  };
}

async function cleanUpPair(
  ground: Ground,
  pool: SessionPool,
  known: KnownPair,
  tokens: readonly Token[],
): Promise<void> {
  const { cleanup } = known.pair;
  if (cleanup.length === 0 || ground.signal.aborted) return;
  try {
    const [session] = await pool.take(1, known);
    if (session === undefined) return;
    for (const call of cleanup) {
      const all = namesToken(call.arguments) ? tokens.slice(0, maxCleanupCalls) : tokens.slice(0, 1);
      for (const token of all) await makeCall(ground, session, call, token);
    }
  } catch {
    // The server does not open a session any more; what it says about that stands in the findings before.
  }
}
