import type { Transaction } from 'kysely';
import type { ServiceContext } from '../context.ts';
import type { Database } from '../database/schema.ts';
import { auditHash, firstHash } from './audit-hash.ts';

export interface AuditDraft {
  action: string;
  /** What it was done to, for example `server 0192…` or an email. */
  subject: string;
  detail: Record<string, unknown>;
}

/** Adds entries to the end of the hash chain. The lock keeps two transactions from continuing the same entry. */
export async function appendAudit(
  { actor, auditKey, database, now }: ServiceContext,
  db: Transaction<Database>,
  drafts: readonly AuditDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  await database.dialect.lockUntilCommit(db, 'eventOrder');
  const last = await db
    .selectFrom('audit_log')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  let { seq, hash } = last ?? { seq: 0, hash: firstHash };
  const rows = drafts.map(({ action, subject, detail }) => {
    seq++;
    const entry = {
      seq,
      at: now(),
      actor_id: actor.kind === 'user' ? actor.id : null,
      actor_email: actor.kind === 'user' ? actor.email : null,
      action,
      subject,
      detail: JSON.stringify(detail),
      ip: actor.kind === 'system' ? null : actor.ip,
      previous_hash: hash,
    };
    hash = auditHash(auditKey, entry);
    return { ...entry, hash };
  });
  await db.insertInto('audit_log').values(rows).execute();
}
