import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type FrameView, frameViewSchema } from '@mcp-lab/contracts';
import { z } from 'zod';
import type { Db } from '../database/database.ts';

const unzip = promisify(gunzip);
const framesSchema = z.array(frameViewSchema);

/** The stored frames of a run in order, chunk by chunk, from a position on. */
export async function* readFrames(
  db: Db,
  runId: string,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<FrameView[]> {
  let after = -1;
  for (;;) {
    const chunk = await db
      .selectFrom('evidence')
      .select(['chunk', 'data'])
      .where('run_id', '=', runId)
      .where('chunk', '>', after)
      .where('last_seq', '>=', from)
      .where('first_seq', '<=', to)
      .orderBy('chunk')
      .limit(1)
      .executeTakeFirst();
    if (chunk === undefined) return;
    after = chunk.chunk;
    const frames = framesSchema.parse(JSON.parse((await unzip(chunk.data)).toString('utf8')));
    yield frames.filter((frame) => frame.seq >= from && frame.seq <= to);
  }
}
