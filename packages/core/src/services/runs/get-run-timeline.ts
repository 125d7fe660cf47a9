import { briefOf, type FrameBrief } from '@mcp-lab/contracts';
import { findRun } from '../../runs/find-run.ts';
import { readFrames } from '../../runs/read-frames.ts';
import { readHead } from '../../runs/run-head.ts';
import type { Service } from '../services.ts';

export const getRunTimeline: Service<'getRunTimeline'> = async ({ database: { db } }, { params, query }) => {
  const run = await findRun(db, params.id);
  const found: FrameBrief[] = [];
  for await (const chunk of readFrames(db, run.id, query.from)) {
    found.push(...chunk.map(briefOf));
    if (found.length > query.limit) break;
  }
  const connections = query.from === 0 ? ((await readHead(db, run.id))?.connections ?? []) : [];
  const nextFrom = found[query.limit]?.seq ?? null;
  return { items: found.slice(0, query.limit), nextFrom, total: run.frame_count, connections };
};
