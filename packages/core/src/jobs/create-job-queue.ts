import type { LabContext } from '../context.ts';
import type { JobSettings } from './define-job.ts';
import { diagnoseServerJob } from './diagnose-server-job.ts';
import { executeLoadJob, executeRunJob } from './execute-run-job.ts';
import type { JobQueue } from './job-queue.ts';
import { createPgBossJobQueue } from './pg-boss-job-queue.ts';
import { createSqliteJobQueue } from './sqlite-job-queue.ts';

/** The queue that belongs to the database, started. */
export async function createJobQueue(
  parts: Pick<LabContext, 'database' | 'log' | 'newId' | 'randomBytes'>,
  jobs: readonly JobSettings[] = [executeRunJob, executeLoadJob, diagnoseServerJob],
): Promise<JobQueue> {
  const { database, log } = parts;
  const queue =
    database.backend === 'postgres' ? createPgBossJobQueue(database, log) : createSqliteJobQueue(database.db, parts);
  await queue.start(jobs);
  return queue;
}
