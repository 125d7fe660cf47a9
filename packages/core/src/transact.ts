import type { EventPayload, EventType } from '@mcp-lab/contracts';
import type { Transaction } from 'kysely';
import { type AuditDraft, appendAudit } from './audit/append-audit.ts';
import type { ServiceContext } from './context.ts';
import type { Database } from './database/schema.ts';
import { type Draft, publishEvents } from './events/publish-events.ts';
import type { EnqueueOptions } from './jobs/job-queue.ts';

/** What a service does within its transaction. Audit entries and events are written at its end, in that order. */
export interface Unit {
  db: Transaction<Database>;
  audit(action: string, subject: string, detail?: Record<string, unknown>): void;
  publish<T extends EventType>(type: T, payload: EventPayload<T>): void;
  enqueue(jobName: string, payload: unknown, options?: EnqueueOptions): Promise<string>;
  /** Other processes have something to do once this is committed. */
  wake(): void;
}

/**
 * Runs `work` in one transaction: its data, its audit entries, its events and its jobs become visible together or not at
 * all. `work` must only wait for the database; on SQLite everybody else waits for it.
 */
export async function transact<Result>(
  context: ServiceContext,
  work: (unit: Unit) => Promise<Result>,
): Promise<Result> {
  const { database, queue, wakeUps } = context;
  let wanted = false;
  const result = await database.db.transaction().execute(async (db) => {
    const audits: AuditDraft[] = [];
    const drafts: Draft[] = [];
    const answer = await work({
      db,
      audit: (action, subject, detail = {}) => void audits.push({ action, subject, detail }),
      publish: (type, payload) => void drafts.push({ type, payload } as Draft),
      enqueue: (jobName, payload, options) => {
        wanted = true;
        return queue.enqueue(db, jobName, payload, options);
      },
      wake: () => {
        wanted = true;
      },
    });
    await appendAudit(context, db, audits);
    await publishEvents(db, database.dialect, context.now(), drafts);
    wanted ||= drafts.length > 0;
    return answer;
  });
  if (wanted) wakeUps.notify();
  return result;
}
