import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { RunDocument, StoredTranscript } from '@mcp-lab/engine/run/run-document';
import type { Db } from '../database/database.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** A run document without its results, frames and load, which have tables of their own. */
export type RunHead = Omit<RunDocument, 'results' | 'transcript' | 'load'> & {
  transcript: Omit<StoredTranscript, 'frames'>;
};

/** Gzips it before a transaction begins: everybody waits for those. */
export async function packHead(head: RunHead): Promise<Uint8Array> {
  return zip(JSON.stringify(head));
}

export async function storeHead(db: Db, runId: string, data: Uint8Array): Promise<void> {
  await db
    .insertInto('run_documents')
    .values({ run_id: runId, data })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ data }))
    .execute();
}

/** Null for a run that has not ended, or whose process was lost. */
export async function readHead(db: Db, runId: string): Promise<RunHead | null> {
  const row = await db.selectFrom('run_documents').select('data').where('run_id', '=', runId).executeTakeFirst();
  // Written by `packHead` of this lab.
  return row === undefined ? null : (JSON.parse((await unzip(row.data)).toString('utf8')) as RunHead);
}
