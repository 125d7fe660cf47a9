import type { Frame } from '@mcp-lab/wire';

interface Known {
  /** So many frames of the transcript have been looked at. */
  taken: number;
  byConnection: Map<number, Frame[]>;
}

const knownOf = new WeakMap<readonly Frame[], Known>();

/** The frames of one connection. The transcript may grow between calls: each frame is looked at once. */
export function framesOfConnection(transcript: readonly Frame[], connection: number): readonly Frame[] {
  const known = knownOf.get(transcript) ?? { taken: 0, byConnection: new Map() };
  knownOf.set(transcript, known);
  for (; known.taken < transcript.length; known.taken++) {
    const frame = transcript[known.taken] as Frame;
    const ofConnection = known.byConnection.get(frame.connection);
    if (ofConnection === undefined) known.byConnection.set(frame.connection, [frame]);
    else ofConnection.push(frame);
  }
  return known.byConnection.get(connection) ?? [];
}
