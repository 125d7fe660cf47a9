import { sql } from 'kysely';
import { type Db as BossDb, fromKysely, PgBoss } from 'pg-boss';
import type { Log } from '../context.ts';
import type { LabDatabase } from '../database/database.ts';
import { type JobSettings, leaseSeconds } from './define-job.ts';
import type { ClaimedJob, JobQueue } from './job-queue.ts';

/** Beside its heartbeat every job has an end: the timeout of its definition and this much to notice it. */
const expirySlackSeconds = 60;
const keepFinishedSeconds = 24 * 3600;
const longestPauseSeconds = 300;
const schema = 'pgboss';
const nobodysJob = '00000000-0000-0000-0000-000000000000';

/**
 * The job queue on PostgreSQL: pg-boss over the lab's own pool. The fence is pg-boss's retry count, which names the
 * attempt a worker holds. Workers claim by themselves (`fetch`), so that both backends share one work loop.
 */
export function createPgBossJobQueue(database: LabDatabase, log: Log): JobQueue {
  if (database.postgres === null) throw new TypeError('pg-boss needs PostgreSQL');
  const { pool } = database.postgres;
  const executor: BossDb = {
    // Scripts of several statements answer with several results.
    async executeSql(text, values) {
      const answer: unknown = await pool.query(text, values);
      const results = (Array.isArray(answer) ? answer : [answer]) as { rows?: unknown[] }[];
      return { rows: results.flatMap((result) => result.rows ?? []) };
    },
  };
  const boss = new PgBoss({
    db: executor,
    schema,
    // The workers do this themselves: see `maintain`.
    supervise: false,
    schedule: false,
    monitorIntervalSeconds: 1,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => log.warn({ err: error }, 'pg-boss reported an error'));
  let running = false;

  const attemptOf = (job: ClaimedJob) => ({ id: job.id, retryCount: job.fence });

  async function createQueue(definition: JobSettings): Promise<void> {
    const { name, retry, timeoutSeconds } = definition;
    const options = {
      retryLimit: retry.attempts - 1,
      retryDelay: retry.pauseSeconds,
      retryBackoff: true,
      retryDelayMax: longestPauseSeconds,
      expireInSeconds: timeoutSeconds + expirySlackSeconds,
      deleteAfterSeconds: keepFinishedSeconds,
      heartbeatSeconds: leaseSeconds,
    };
    await boss.createQueue(name, options);
    // Makes pg-boss remember the queue: looking it up later, within a transaction, would take a second connection.
    await boss.touch(name, nobodysJob);
  }

  return {
    backend: 'pg-boss',
    async start(definitions) {
      // pg-boss makes its schema here, and does not expect others to do so at the same moment.
      await database.db.transaction().execute(async (transaction) => {
        await database.dialect.lockUntilCommit(transaction, 'migrations');
        await boss.start();
        for (const definition of definitions) await createQueue(definition);
      });
      running = true;
    },
    async enqueue(target, name, payload, { id, delaySeconds } = {}) {
      const options = { db: fromKysely(target), id, startAfter: delaySeconds };
      const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
      const made = await boss.send(name, { payload }, given);
      // Null: a job with this id is there already.
      const known = made ?? id;
      if (known === undefined) throw new Error(`pg-boss did not take a job of "${name}"`);
      return known;
    },
    async claim(names) {
      for (const name of names) {
        const [job] = await boss.fetch<{ payload: unknown }>(name);
        if (job === undefined) continue;
        return { id: job.id, name, payload: job.data.payload, attempt: job.retryCount + 1, fence: job.retryCount };
      }
      return null;
    },
    heartbeat: async (job) => wasMine(await boss.touch(job.name, attemptOf(job))),
    complete: async (job) => wasMine(await boss.complete(job.name, attemptOf(job))),
    fail: async (job, reason) => wasMine(await boss.fail(job.name, attemptOf(job), { reason })),
    async cancel(target, name, id) {
      await boss.cancel(name, id, { db: fromKysely(target) });
    },
    async counts() {
      const answer = await sql<{ active: boolean; count: number }>`
        select state = 'active' as active, count(*) as count from ${sql.table(`${schema}.job`)}
        where state in ('created', 'retry', 'active') group by 1`.execute(database.db);
      const countOf = (active: boolean) => answer.rows.find((row) => row.active === active)?.count ?? 0;
      return { queued: countOf(false), active: countOf(true) };
    },
    maintain: () => boss.supervise(),
    async stop() {
      if (running) await boss.stop({ graceful: false, close: false });
      running = false;
    },
  };
}

/** pg-boss documents `affected` and leaves it out of its types. */
function wasMine(answer: object): boolean {
  return 'affected' in answer && Number(answer.affected) > 0;
}
