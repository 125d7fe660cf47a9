import { createTranscript, discoverServer, type Revision, type ServerProfile, WireError } from '@mcp-lab/wire';
import { type InspectOptions, readSurfaceAt } from '../inspect/inspect-server.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import { compareSides } from './compare-sides.ts';
import type { ParityDifference, ParitySide } from './parity-side.ts';

/** Two ways to reach one server, compared at the revisions both speak. */
export interface TargetParity {
  profiles: [left: ServerProfile, right: ServerProfile];
  /** Spoken on one side only. */
  revisionsOnlyLeft: Revision[];
  revisionsOnlyRight: Revision[];
  comparisons: { revision: Revision; differences: ParityDifference[] }[];
  /** A side that could not be spoken to, or not at a revision it had answered to: nothing is said of the rest. */
  failure: { side: 'left' | 'right'; message: string; hint: string } | null;
}

type Way = Omit<InspectOptions, 'revision'>;

/** Never rejects because of a server. */
export async function compareTargets(left: Way, right: Way): Promise<TargetParity> {
  const profiles: TargetParity['profiles'] = [await discover(left), await discover(right)];
  const spoken = profiles.map(({ legacy, modern }): Revision[] => [...legacy, ...modern]);
  const [leftRevisions = [], rightRevisions = []] = spoken;
  const parity: TargetParity = {
    profiles,
    revisionsOnlyLeft: leftRevisions.filter((revision) => !rightRevisions.includes(revision)),
    revisionsOnlyRight: rightRevisions.filter((revision) => !leftRevisions.includes(revision)),
    comparisons: [],
    failure: null,
  };
  for (const [index, { failure }] of profiles.entries()) {
    if (failure) return { ...parity, failure: { side: index === 0 ? 'left' : 'right', ...failure } };
  }
  for (const revision of leftRevisions.filter((known) => rightRevisions.includes(known)).toReversed()) {
    const sides: ParitySide[] = [];
    for (const [index, way] of [left, right].entries()) {
      const side = await read(way, profiles[index] as ServerProfile, revision);
      if (side instanceof WireError) {
        const { message, hint } = side;
        return { ...parity, failure: { side: index === 0 ? 'left' : 'right', message, hint } };
      }
      sides.push(side);
    }
    parity.comparisons.push({ revision, differences: compareSides(sides[0] as ParitySide, sides[1] as ParitySide) });
  }
  return parity;
}

function discover({ target, transport, signal, requestTimeoutMs = 5_000, checkAddress }: Way): Promise<ServerProfile> {
  const timeoutMs = openingTimeoutOf(requestTimeoutMs);
  return discoverServer(target, { transcript: createTranscript(), timeoutMs, transport, signal, checkAddress });
}

async function read(way: Way, { transport }: ServerProfile, revision: Revision): Promise<ParitySide | WireError> {
  try {
    return { transport, revision, ...(await readSurfaceAt(revision, transport, way)) };
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
}
