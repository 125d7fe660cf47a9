import { type Kysely, sql } from 'kysely';
import type { LabContext } from '../context.ts';
import { sqliteDialect } from '../database/dialect.ts';
import type { Database } from '../database/schema.ts';
import { type JobSettings, leaseSeconds } from './define-job.ts';
import type { ClaimedJob, JobQueue } from './job-queue.ts';

const keepFinishedMs = 24 * 3_600_000;
const longestPauseSeconds = 300;
const { now } = sqliteDialect;

/** The job queue in the `jobs` table, for SQLite: a claim is one UPDATE, and SQLite has one writer at a time. */
export function createSqliteJobQueue(
  db: Kysely<Database>,
  { newId, randomBytes }: Pick<LabContext, 'newId' | 'randomBytes'>,
): JobQueue {
  let jobs = new Map<string, JobSettings>();

  const held = (job: ClaimedJob) =>
    db.updateTable('jobs').where('id', '=', job.id).where('fence', '=', job.fence).where('state', '=', 'active');
  const changed = (answer: { numUpdatedRows: bigint }) => answer.numUpdatedRows > 0n;

  return {
    backend: 'sqlite',
    async start(definitions) {
      jobs = new Map(definitions.map((definition) => [definition.name, definition]));
    },
    async enqueue(target, name, payload, { id = newId(), delaySeconds = 0 } = {}) {
      const definition = jobs.get(name);
      if (definition === undefined) throw new TypeError(`the job "${name}" is not defined`);
      const row = {
        id,
        name,
        payload: JSON.stringify(payload),
        state: 'queued' as const,
        run_at: sql<number>`${now} + ${delaySeconds * 1000}`,
        attempt: 0,
        max_attempts: definition.retry.attempts,
        fence: 0,
        created_at: now,
      };
      await target
        .insertInto('jobs')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return id;
    },
    async claim(names, workerId) {
      const next = db
        .selectFrom('jobs')
        .select('id')
        .where('state', '=', 'queued')
        .where('run_at', '<=', now)
        .where('name', 'in', names)
        .orderBy('run_at')
        .orderBy('id')
        .limit(1);
      // Looking first keeps idle workers off the write lock.
      if ((await next.executeTakeFirst()) === undefined) return null;
      const job = await db
        .updateTable('jobs')
        .set({
          state: 'active',
          worker_id: workerId,
          attempt: sql`attempt + 1`,
          fence: sql`fence + 1`,
          lease_until: sql`${now} + ${leaseSeconds * 1000}`,
        })
        .where('id', '=', next)
        .returning(['id', 'name', 'payload', 'attempt', 'fence'])
        .executeTakeFirst();
      return job === undefined ? null : { ...job, payload: JSON.parse(job.payload) };
    },
    async heartbeat(job) {
      return changed(
        await held(job)
          .set({ lease_until: sql`${now} + ${leaseSeconds * 1000}` })
          .executeTakeFirst(),
      );
    },
    async complete(job) {
      return changed(
        await held(job).set({ state: 'completed', finished_at: now, lease_until: null }).executeTakeFirst(),
      );
    },
    async fail(job, reason) {
      const retry = jobs.get(job.name)?.retry;
      const share = randomBytes(4).readUInt32BE() / 2 ** 32;
      const pause =
        Math.min(longestPauseSeconds, (retry?.pauseSeconds ?? 1) * 2 ** (job.attempt - 1)) * (0.5 + share / 2);
      const spent = sql<boolean>`attempt >= max_attempts`;
      const answer = await held(job)
        .set({
          state: sql`case when ${spent} then 'failed' else 'queued' end`,
          finished_at: sql`case when ${spent} then ${now} end`,
          run_at: sql`${now} + ${Math.round(pause * 1000)}`,
          lease_until: null,
          last_error: reason,
        })
        .executeTakeFirst();
      return changed(answer);
    },
    async cancel(target, name, id) {
      await target
        .updateTable('jobs')
        .set({ state: 'cancelled', finished_at: now, lease_until: null })
        .where('id', '=', id)
        .where('name', '=', name)
        .where('state', 'in', ['queued', 'active'])
        .execute();
    },
    async counts() {
      const rows = await db
        .selectFrom('jobs')
        .select(['state', (e) => e.fn.countAll<number>().as('count')])
        .where('state', 'in', ['queued', 'active'])
        .groupBy('state')
        .execute();
      const countOf = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
      return { queued: countOf('queued'), active: countOf('active') };
    },
    async maintain() {
      const expired = db.updateTable('jobs').where('state', '=', 'active').where('lease_until', '<', now);
      const reason = 'The worker that had it stopped answering.';
      await expired
        .where(sql<boolean>`attempt >= max_attempts`)
        .set({ state: 'failed', finished_at: now, lease_until: null, last_error: reason })
        .execute();
      await expired.set({ state: 'queued', lease_until: null, last_error: reason }).execute();
      await db.deleteFrom('jobs').where('finished_at', '<', sql<number>`${now} - ${keepFinishedMs}`).execute();
    },
    async stop() {},
  };
}
