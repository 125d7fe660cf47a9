import type { LabContext } from '../context.ts';
import { auditHash, firstHash } from './audit-hash.ts';

const pageSize = 1_000;

/** Walks the whole chain. `brokenAt` is the seq of the first entry that is not what was written, or is missing. */
export async function verifyAuditLog({
  database,
  auditKey,
}: LabContext): Promise<{ entries: number; brokenAt: number | null }> {
  let previous = firstHash;
  let seq = 0;
  for (;;) {
    const page = await database.db
      .selectFrom('audit_log')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(pageSize)
      .execute();
    for (const { hash, ...entry } of page) {
      const sound = entry.seq === seq + 1 && entry.previous_hash === previous && auditHash(auditKey, entry) === hash;
      if (!sound) return { entries: seq, brokenAt: seq + 1 };
      seq = entry.seq;
      previous = hash;
    }
    if (page.length < pageSize) return { entries: seq, brokenAt: null };
  }
}
