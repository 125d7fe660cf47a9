import { isJsonObject } from '@mcp-lab/wire';
import { medianOf } from '../../statistics/median-of.ts';
import { stdioOnly, type Torture } from '../torture.ts';

const starts = 6;

/** From the start of the process to its first answer: the first start of this run, and the ones after it. */
export const startup: Torture = {
  subjects: [
    {
      id: 'startup',
      title: 'How long the process takes from its start to the first answer',
      fix: 'Answer the opening first and load what is heavy afterwards, or at the first call that needs it.',
    },
  ],
  transports: stdioOnly,
  elsewhere: 'a server reached by URL is not started by the lab',
  async look(scene) {
    const took: number[] = [];
    for (let turn = 0; turn < starts && !scene.signal.aborted; turn++) {
      const startedMs = scene.now();
      const session = await scene.open({ isRecorded: turn === 0 });
      const { opening } = session;
      if (isJsonObject(opening?.result)) took.push(opening.endedNs / 1e6 - (turn === 0 ? startedMs : 0));
      await session.close({ graceMs: 1_000 });
    }
    return [describe(took)];
  },
};

function describe([first, ...others]: readonly number[]) {
  const id = 'startup';
  if (first === undefined) return { id, verdict: 'untestable' as const, reason: 'no start was answered' };
  const warm = others.length === 0 ? '' : `; then ${Math.round(medianOf(others))} ms, the median of ${others.length}`;
  const reason = `${Math.round(first)} ms the first time${warm}. The first is cold only where the server had not run on this machine before`;
  return { id, verdict: 'info' as const, reason };
}
