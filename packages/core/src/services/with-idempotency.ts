import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '@mcp-lab/contracts';
import type { ServiceContext } from '../context.ts';
import { signedInUser } from './signed-in-user.ts';

export interface IdempotentRequest {
  /** The Idempotency-Key header. */
  key: string;
  endpointId: string;
  input: unknown;
}

const maxKeyLength = 200;
const patienceMs = 30_000;
const lookAgainMs = 50;
/** A first request that has not answered by then has died with its process. */
const abandonedMs = 60_000;

/**
 * Does the work once for each key of a user: a repetition gets the first one's answer, at the same time or up to a day
 * later. An error is not kept, so the same key may try again. The answer is stored encrypted, since it may hold what only
 * its receiver may see. Throws LabError `idempotency-mismatch` when the key was used for something else.
 */
export async function withIdempotency<Answer>(
  context: ServiceContext,
  request: IdempotentRequest,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { id: userId } = signedInUser(context);
  if (request.key.length > maxKeyLength || !/^[\x21-\x7e]+$/.test(request.key)) {
    throw new LabError('invalid-input', `The Idempotency-Key must be 1 to ${maxKeyLength} visible ASCII characters.`);
  }
  const hash = createHash('sha256')
    .update(`${request.endpointId}\n${JSON.stringify(request.input)}`)
    .digest('base64url');
  const place = { table: 'idempotency_keys', row: `${userId}/${request.key}`, field: 'response' };
  const { db } = context.database;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await reserve(context, userId, request.key, hash)) break;
    const row = await db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('user_id', '=', userId)
      .where('key', '=', request.key)
      .executeTakeFirst();
    if (row !== undefined && row.request_hash !== hash) {
      throw new LabError('idempotency-mismatch', 'This Idempotency-Key was used for a different request.');
    }
    if (row?.response) return JSON.parse(context.secretBox.open(row.response, place)) as Answer;
    if (performance.now() > deadline) {
      throw new LabError('conflict', 'The first request with this Idempotency-Key is still under way.', {
        retryAfterSeconds: 5,
      });
    }
    await pause(lookAgainMs);
  }
  try {
    const answer = await work();
    await db
      .updateTable('idempotency_keys')
      .set({ response: context.secretBox.seal(JSON.stringify(answer), place) })
      .where('user_id', '=', userId)
      .where('key', '=', request.key)
      .execute();
    return answer;
  } catch (error) {
    await db.deleteFrom('idempotency_keys').where('user_id', '=', userId).where('key', '=', request.key).execute();
    throw error;
  }
}

/** Whether this request is the first with its key, or the first since one that died. */
async function reserve({ database, now }: ServiceContext, userId: string, key: string, hash: string): Promise<boolean> {
  const row = { user_id: userId, key, request_hash: hash, response: null, created_at: now() };
  const inserted = await database.db
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return true;
  const taken = await database.db
    .updateTable('idempotency_keys')
    .set(row)
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .where('response', 'is', null)
    .where('created_at', '<', now() - abandonedMs)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}
