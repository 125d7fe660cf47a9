import type { LogEntry } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { readableText } from '../readable-text.ts';
import { transact } from '../transact.ts';
import { toLogEntry } from './to-log-entry.ts';

export interface LogDraft extends Pick<LogEntry, 'level' | 'source' | 'message'> {
  /** Epoch milliseconds; default now. */
  at?: number;
}

const maxEntries = 200;
const maxLength = 8_192;

/**
 * Stores lines a server wrote to its standard error and what the lab did with it. Of more than 200 at once the newest
 * are kept, and one line says how many were not; long lines are cut. Does nothing for a server that is gone.
 */
export async function appendServerLogs(
  context: LabContext,
  { serverId, runId = null, entries }: { serverId: string; runId?: string | null; entries: readonly LogDraft[] },
): Promise<void> {
  if (entries.length === 0) return;
  const kept = entries.slice(-maxEntries);
  const dropped = entries.length - kept.length;
  const notice = {
    level: 'warn',
    source: 'lab',
    message: `${dropped} lines came too fast and were not kept.`,
  } as const;
  const drafts: LogDraft[] = dropped > 0 ? [notice, ...kept] : kept;
  await transact(asLab(context), async (unit) => {
    const server = await unit.db.selectFrom('servers').select('id').where('id', '=', serverId).executeTakeFirst();
    if (server === undefined) return;
    const rows = drafts.map(({ at = context.now(), level, source, message }) => ({
      at,
      level,
      source,
      server_id: serverId,
      run_id: runId,
      message: readableText(message, maxLength),
    }));
    const stored = await unit.db.insertInto('logs').values(rows).returningAll().execute();
    const inOrder = stored.toSorted((left, right) => left.seq - right.seq);
    for (const row of inOrder) unit.publish('log.written', toLogEntry(row));
  });
}
