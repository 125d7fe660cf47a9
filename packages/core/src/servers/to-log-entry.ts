import type { LogEntry } from '@mcp-lab/contracts';
import type { Selectable } from 'kysely';
import type { LogTable } from '../database/schema.ts';

export function toLogEntry(row: Selectable<LogTable>): LogEntry {
  const { seq, at, level, source, message } = row;
  return { seq, at, level, source, serverId: row.server_id, runId: row.run_id, message };
}
