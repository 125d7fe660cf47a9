import type { FrameView } from '@mcp-lab/contracts';
import { readFrames } from '../../runs/read-frames.ts';
import { toResult } from '../../runs/to-result.ts';
import { requireFound } from '../require-found.ts';
import type { Service } from '../services.ts';

/** More frames than anybody looks at; the transcript has them all. */
const maxFrames = 100;

export const getRunResult: Service<'getRunResult'> = async ({ database: { db } }, { params }) => {
  const row = await db
    .selectFrom('results')
    .selectAll()
    .where('run_id', '=', params.id)
    .where('id', '=', params.resultId)
    .executeTakeFirst();
  const result = toResult(requireFound(row, 'result', params.resultId));
  const wanted = new Set(result.evidence.toSorted((left, right) => left - right).slice(0, maxFrames));
  const frames: FrameView[] = [];
  if (wanted.size > 0) {
    const ends = [...wanted];
    for await (const chunk of readFrames(db, params.id, Math.min(...ends), Math.max(...ends))) {
      frames.push(...chunk.filter((frame) => wanted.has(frame.seq)));
    }
  }
  return { ...result, frames };
};
