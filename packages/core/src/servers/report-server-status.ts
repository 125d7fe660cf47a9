import type { Server } from '@mcp-lab/contracts';
import type { Updateable } from 'kysely';
import { openAlert, resolveAlert } from '../alerts/open-alert.ts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import type { ServerTable } from '../database/schema.ts';
import { readableText } from '../readable-text.ts';
import { transact, type Unit } from '../transact.ts';
import { changeServer } from './change-server.ts';
import { type HeldServer, holdServer } from './server-lease.ts';

/** Restarts in a row after which people are told, although the lab is still trying. */
const restartsToTell = 3;

export interface ServerStatusReport extends HeldServer {
  status: Exclude<Server['status'], 'external'>;
  reason: string | null;
  pid: number | null;
  /** Epoch milliseconds; null when no process runs. */
  startedAt: number | null;
  restartCount: number;
}

/** Writes down what the process does, opens and resolves its alerts. Throws LostLeaseError. */
export async function reportServerStatus(context: LabContext, report: ServerStatusReport): Promise<Server> {
  return transact(asLab(context), async (unit) => {
    const row = await holdServer(context, unit.db, report);
    return applyReport(context, unit, row, report, {});
  });
}

export interface ServerRelease extends HeldServer {
  status: 'stopped' | 'failed';
  reason: string | null;
  /** It ended by itself and its restart policy leaves it so: nobody takes it again until it is started. */
  unwanted?: boolean;
}

/** Gives the server up: its process is gone. A `failed` one is not taken again until somebody starts it. */
export async function releaseServer(context: LabContext, release: ServerRelease): Promise<Server> {
  return transact(asLab(context), async (unit) => {
    const row = await holdServer(context, unit.db, release);
    const report = { ...release, pid: null, startedAt: null, restartCount: row.restart_count };
    const free = { lease_owner: null, lease_until: null };
    const external = row.command === null ? ({ status: 'external' } as const) : {};
    const wish = release.unwanted ? ({ desired: 'stopped' } as const) : {};
    return applyReport(context, unit, row, report, { ...free, ...external, ...wish });
  });
}

async function applyReport(
  context: LabContext,
  unit: Unit,
  row: ServerTable,
  report: ServerStatusReport,
  more: Updateable<ServerTable>,
): Promise<Server> {
  const reason = report.reason === null ? null : readableText(report.reason, 2_000);
  await tellPeople(context, unit, row, { ...report, reason });
  return changeServer(unit, row.id, {
    status: report.status,
    status_reason: reason,
    pid: report.pid,
    started_at: report.startedAt,
    restart_count: report.restartCount,
    ...healthOf(row, report.status, reason),
    ...more,
  });
}

/** What a change of status says about the health, until the next check. */
function healthOf(row: ServerTable, status: Server['status'], reason: string | null): Updateable<ServerTable> {
  if (status === 'running') return row.status === 'running' ? {} : { next_check_at: 0 };
  if (status === 'failed' || status === 'backing-off') {
    return { health: 'unhealthy', health_reason: reason ?? 'The process does not run.', health_latency_ms: null };
  }
  if (status === 'stopped') return { health: 'unknown', health_reason: null, health_latency_ms: null };
  return {};
}

async function tellPeople(
  context: LabContext,
  unit: Unit,
  row: ServerTable,
  report: ServerStatusReport,
): Promise<void> {
  const about = { kind: 'server-failed', serverId: row.id } as const;
  const detail = report.reason ?? 'It gave no reason.';
  if (report.status === 'failed') {
    const title = `${row.name} has failed and is not started again`;
    await openAlert(context, unit, { ...about, severity: 'critical', title, detail, runId: null });
  } else if (report.status === 'backing-off' && report.restartCount >= restartsToTell) {
    const title = `${row.name} keeps crashing`;
    await openAlert(context, unit, { ...about, severity: 'warning', title, detail, runId: null });
  } else if (report.status === 'running' && report.restartCount === 0) {
    // Running for long enough that its worker has forgotten the crashes, or started by somebody.
    await resolveAlert(context, unit, about);
  } else if (report.status === 'stopped') {
    await resolveAlert(context, unit, about);
    await resolveAlert(context, unit, { kind: 'server-unhealthy', serverId: row.id });
  }
}
