import type { FrameView } from '@mcp-lab/contracts';
import { findRun } from '../../runs/find-run.ts';
import { readFrames } from '../../runs/read-frames.ts';
import type { Service } from '../services.ts';

export const getRunTranscript: Service<'getRunTranscript'> = async ({ database: { db } }, { params, query }) => {
  const run = await findRun(db, params.id);
  const found: FrameView[] = [];
  for await (const chunk of readFrames(db, run.id, query.from)) {
    const { connection } = query;
    found.push(...chunk.filter((frame) => connection === undefined || frame.connection === connection));
    if (found.length > query.limit) break;
  }
  const next = found[query.limit];
  return { items: found.slice(0, query.limit), nextFrom: next?.seq ?? null, total: run.frame_count };
};
