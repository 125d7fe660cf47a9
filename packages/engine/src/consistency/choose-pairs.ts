import type { ConsistencyPair } from '@mcp-lab/contracts';
import type { Session } from '@mcp-lab/wire';
import { type Candidate, findCandidates } from './find-candidates.ts';
import { type Ground, makeCall } from './ground.ts';
import type { DroppedPair, KnownPair } from './known-pair.ts';
import { tryPair } from './try-pair.ts';
import type { Token } from './unique-tokens.ts';

export interface ChosenPairs {
  known: KnownPair[];
  dropped: DroppedPair[];
  /** On the surface, and not tried: nobody allowed it. */
  notAllowed: Candidate[];
}

const maxFound = 3;

/** The pairs the user named, and where calls that change something are allowed those found on the surface, each tried. */
export async function choosePairs(
  ground: Ground,
  session: Session,
  { named, mayWrite, written }: { named: readonly ConsistencyPair[]; mayWrite: boolean; written: Token[] },
): Promise<ChosenPairs> {
  const chosen: ChosenPairs = { known: [], dropped: [], notAllowed: [] };
  const attempt = async (pair: ConsistencyPair, origin: KnownPair['origin']) => {
    const tried = await attemptPair(ground, session, pair, origin, written);
    if (tried.ok) chosen.known.push(tried.known);
    else chosen.dropped.push(toDropped(pair, tried.reason));
    return tried.ok;
  };
  for (const pair of named) {
    if (await setUp(ground, session, pair, chosen)) await attempt(pair, 'named');
  }
  const isNamed = ({ write }: Candidate) => named.some((pair) => pair.write.tool === write.tool);
  const candidates = findCandidates(ground.tools).filter((candidate) => !isNamed(candidate));
  if (!mayWrite) return { ...chosen, notAllowed: candidates };
  for (const candidate of candidates) {
    if (session.closed || ground.signal.aborted || chosen.known.length >= maxFound) break;
    await attemptCandidate(candidate, attempt, chosen);
  }
  return chosen;
}

async function setUp(ground: Ground, session: Session, pair: ConsistencyPair, chosen: ChosenPairs): Promise<boolean> {
  for (const call of pair.setup) {
    const answered = await makeCall(ground, session, call, ground.nextToken());
    if (answered.outcome === 'ok') continue;
    chosen.dropped.push(toDropped(pair, `the setup ${call.tool} ended with ${answered.outcome} ${answered.detail}`));
    return false;
  }
  return true;
}

/** Its reads one after another until one shows what was written. */
async function attemptCandidate(
  { write, reads }: Candidate,
  attempt: (pair: ConsistencyPair, origin: 'found') => Promise<boolean>,
  chosen: ChosenPairs,
): Promise<void> {
  if (reads.length === 0) {
    chosen.dropped.push({ name: write.tool, write: write.tool, read: '', reason: 'there is no tool that reads' });
  }
  const droppedBefore = chosen.dropped.length;
  for (const read of reads) {
    const name = `${write.tool}.${read.tool}`.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 60);
    const pair = { name, write, read, setup: [], cleanup: [], sharedStore: false };
    if (await attempt(pair, 'found')) {
      // The reads that did not show it say nothing more.
      chosen.dropped.length = droppedBefore;
      return;
    }
    if (chosen.dropped.at(-1)?.reason.includes('refused a write')) return;
  }
}

async function attemptPair(...args: Parameters<typeof tryPair>): ReturnType<typeof tryPair> {
  try {
    return await tryPair(...args);
  } catch (error) {
    // A path or pattern of the suite file that is none.
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function toDropped({ name, write, read }: ConsistencyPair, reason: string): DroppedPair {
  return { name, write: write.tool, read: read.tool, reason };
}
