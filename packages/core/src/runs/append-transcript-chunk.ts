import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FrameView } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { transact } from '../transact.ts';
import { type HeldRun, holdRun } from './run-lease.ts';

const zip = promisify(gzip);
/** Bytes of JSON kept for one run: what an export holds in memory at once. */
const maxRunBytes = 32 * 1024 * 1024;

export interface TranscriptChunk extends HeldRun {
  /** From 0; a chunk that is there already is not stored again. */
  chunk: number;
  /** In order of their `seq`. */
  frames: readonly FrameView[];
}

/** Stores a piece of the transcript. What the cap of a run keeps out is counted as dropped. Throws LostLeaseError. */
export async function appendTranscriptChunk(
  context: LabContext,
  { chunk, frames, ...held }: TranscriptChunk,
): Promise<void> {
  const first = frames.at(0);
  const last = frames.at(-1);
  if (first === undefined || last === undefined) return;
  const json = JSON.stringify(frames);
  const bytes = Buffer.byteLength(json);
  const data = await zip(json);
  await transact(asLab(context), async ({ db }) => {
    const run = await holdRun(context, db, held);
    const update = db.updateTable('runs').where('id', '=', run.id);
    if (run.evidence_bytes + bytes > maxRunBytes) {
      await update.set({ dropped_frames: run.dropped_frames + frames.length }).execute();
      return;
    }
    const row = { run_id: run.id, chunk, first_seq: first.seq, last_seq: last.seq, frame_count: frames.length, data };
    const inserted = await db
      .insertInto('evidence')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return;
    await update
      .set({ evidence_bytes: run.evidence_bytes + bytes, frame_count: run.frame_count + frames.length })
      .execute();
  });
}
