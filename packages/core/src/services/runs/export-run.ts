import type { FrameView } from '@mcp-lab/contracts';
import { runSchemaVersion } from '@mcp-lab/engine/run/run-document';
import { findRun } from '../../runs/find-run.ts';
import { readFrames } from '../../runs/read-frames.ts';
import { toResult } from '../../runs/to-result.ts';
import { toRun } from '../../runs/to-run.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

export const exportRun: Service<'exportRun'> = async (context, { params }) => {
  const { db } = context.database;
  const run = await findRun(db, params.id);
  const results = await db.selectFrom('results').selectAll().where('run_id', '=', run.id).orderBy('seq').execute();
  const transcript: FrameView[] = [];
  for await (const frames of readFrames(db, run.id)) transcript.push(...frames);
  await transact(context, async ({ audit }) => audit('run.exported', `run ${run.id}`));
  return { schemaVersion: runSchemaVersion, run: toRun(run), results: results.map(toResult), transcript };
};
