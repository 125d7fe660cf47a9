import type { DriftChange, ServerDrift, SurfaceSnapshot } from '@mcp-lab/contracts';
import { classifyDrift } from '@mcp-lab/engine/drift/classify-drift';
import type { DriftChange as EngineChange } from '@mcp-lab/engine/drift/drift-change';
import type { JsonValue } from '@mcp-lab/wire';
import type { Selectable } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Database, ServerTable } from '../database/schema.ts';
import { requireFound } from '../services/require-found.ts';
import { readSurfaceSnapshot } from './read-surface-snapshot.ts';

type SnapshotRow = Selectable<Database['capability_snapshots']>;

/** What a comparison shows of one side, and how many there may be. */
const maxShown = 4_000;
const maxWords = 20_000;
const maxChanges = 2_000;

const summaryColumns = ['id', 'taken_at', 'server_version', 'tool_count'] as const;

/** `base` and `head` by id; default: from the accepted look (else the oldest) to the newest. Throws LabError not-found. */
export async function describeDrift(
  db: Db,
  server: ServerTable,
  wanted: { base?: string; head?: string },
): Promise<ServerDrift> {
  const rows = await db
    .selectFrom('capability_snapshots')
    .select(summaryColumns)
    .where('server_id', '=', server.id)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const snapshots = rows.map(toSummary);
  const acceptedId = server.accepted_snapshot_id;
  const choose = (id: string | undefined, fallback: SurfaceSnapshot | undefined) =>
    id === undefined
      ? fallback
      : requireFound(
          snapshots.find((one) => one.id === id),
          'look',
          id,
        );
  const head = choose(wanted.head, snapshots[0]);
  const base = choose(wanted.base, snapshots.find((one) => one.id === acceptedId) ?? snapshots.at(-1));
  const about = { serverId: server.id, base: base ?? null, head: head ?? null, acceptedId, snapshots };
  if (base === undefined || head === undefined || base.id === head.id) {
    return { ...about, changes: [], counts: { breaking: 0, suspicious: 0, compatible: 0 } };
  }
  const report = classifyDrift(await readSurfaceSnapshot(db, base.id), await readSurfaceSnapshot(db, head.id));
  return { ...about, changes: report.changes.slice(0, maxChanges).map(toChange), counts: report.counts };
}

function toSummary(row: Pick<SnapshotRow, (typeof summaryColumns)[number]>): SurfaceSnapshot {
  return { id: row.id, takenAt: row.taken_at, serverVersion: row.server_version, toolCount: row.tool_count };
}

function toChange({ kind, flags, words, before, after, ...change }: EngineChange): DriftChange {
  const fits = words !== undefined && words.reduce((sum, { text }) => sum + text.length, 0) <= maxWords;
  return { ...change, before: show(before), after: show(after), ...(fits ? { words } : {}) };
}

function show(value: JsonValue | null): string | null {
  if (value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return text.length <= maxShown ? text : `${text.slice(0, maxShown)}… (${text.length - maxShown} more)`;
}
