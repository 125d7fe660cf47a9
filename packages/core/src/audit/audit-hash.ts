import { createHmac } from 'node:crypto';
import type { AuditTable } from '../database/schema.ts';

/** What the first entry has as its predecessor's hash. */
export const firstHash = '0'.repeat(64);

/** Keyed, so that whoever can write to the database still cannot make a chain that verifies. */
export function auditHash(key: Buffer, entry: Omit<AuditTable, 'hash'>): string {
  const { seq, at, actor_id, actor_email, action, subject, detail, ip, previous_hash } = entry;
  const fields = [seq, at, actor_id, actor_email, action, subject, detail, ip, previous_hash];
  return createHmac('sha256', key).update(JSON.stringify(fields)).digest('hex');
}
