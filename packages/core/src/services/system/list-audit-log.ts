import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

export const listAuditLog: Service<'listAuditLog'> = async ({ database: { db } }, { query }) => {
  const page = await readPage(db.selectFrom('audit_log').selectAll(), {
    by: { seq: 'number' },
    direction: 'desc',
    limit: query.limit,
    cursor: query.cursor,
  });
  const items = page.rows.map(({ seq, at, actor_id, actor_email, action, subject, detail, ip }) => ({
    seq,
    at,
    actorId: actor_id,
    actorEmail: actor_email,
    action,
    subject,
    detail: JSON.parse(detail),
    ip,
  }));
  return { items, nextCursor: page.nextCursor };
};
