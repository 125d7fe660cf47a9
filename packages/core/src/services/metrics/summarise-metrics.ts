import type { MetricsSummary, VerdictCounts } from '@mcp-lab/contracts';
import type { Db } from '../../database/database.ts';
import { accumulatePoints, accumulateRollups, type Span } from '../../metrics/accumulate.ts';
import { Accumulator } from '../../metrics/accumulator.ts';
import { readWindow } from '../../metrics/read-window.ts';
import type { Service } from '../services.ts';

/** Raw points are exact to the millisecond; beyond this span their number is too large to read them all. */
const rawSpanMs = 2 * 3_600_000;

export const summariseMetrics: Service<'summariseMetrics'> = async ({ database: { db }, now }, { query }) => {
  const span = readWindow(query, now());
  return {
    ...span,
    servers: await summariseServers(db, query.serverId),
    ...(await summariseRuns(db, span, query.serverId)),
    alerts: { open: await countOpenAlerts(db, query.serverId) },
    metrics: await summariseSeries(db, span, query.serverId, now()),
  };
};

async function summariseServers(db: Db, serverId: string | undefined): Promise<MetricsSummary['servers']> {
  let query = db
    .selectFrom('servers')
    .select(['status', 'health', (e) => e.fn.countAll<number>().as('count')])
    .groupBy(['status', 'health']);
  if (serverId !== undefined) query = query.where('id', '=', serverId);
  const summary: MetricsSummary['servers'] = { total: 0, byStatus: {}, byHealth: {} };
  for (const { status, health, count } of await query.execute()) {
    summary.total += count;
    summary.byStatus[status] = (summary.byStatus[status] ?? 0) + count;
    summary.byHealth[health] = (summary.byHealth[health] ?? 0) + count;
  }
  return summary;
}

/** Runs that began to wait within the window. */
async function summariseRuns(
  db: Db,
  { from, to }: Span,
  serverId: string | undefined,
): Promise<Pick<MetricsSummary, 'runs' | 'checks'>> {
  let query = db
    .selectFrom('runs')
    .select(['status', 'outcome', 'counts'])
    .where('created_at', '>=', from)
    .where('created_at', '<', to);
  if (serverId !== undefined) query = query.where('server_id', '=', serverId);
  const runs = { total: 0, active: 0, passed: 0, findings: 0, other: 0 };
  const checks = { judged: 0, passed: 0 };
  for (const { status, outcome, counts } of await query.execute()) {
    runs.total++;
    if (status === 'queued' || status === 'running') runs.active++;
    else if (outcome === 'passed' || outcome === 'findings') runs[outcome]++;
    else runs.other++;
    const found: VerdictCounts = JSON.parse(counts);
    checks.passed += found.pass;
    checks.judged += found.pass + found.fail + found.warn;
  }
  return { runs, checks };
}

async function countOpenAlerts(db: Db, serverId: string | undefined): Promise<number> {
  let query = db
    .selectFrom('alerts')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('resolved_at', 'is', null);
  if (serverId !== undefined) query = query.where('server_id', '=', serverId);
  return (await query.executeTakeFirst())?.count ?? 0;
}

async function summariseSeries(
  db: Db,
  span: Span,
  serverId: string | undefined,
  now: number,
): Promise<MetricsSummary['metrics']> {
  let query = db.selectFrom('series').select(['id', 'name', 'unit']).orderBy('name').orderBy('id');
  if (serverId !== undefined) query = query.where('server_id', '=', serverId);
  const byName = Map.groupBy(await query.execute(), (row) => row.name);
  const rows: MetricsSummary['metrics'] = [];
  for (const [name, series] of byName) {
    const all = new Accumulator(true);
    const wanted = { ...span, seriesIds: series.map((row) => row.id), percentiles: true, choose: () => all };
    if (span.to - span.from <= rawSpanMs) await accumulatePoints(db, wanted);
    else await accumulateRollups(db, now, wanted);
    if (all.count === 0) continue;
    const read = all.read.bind(all);
    rows.push({
      name,
      unit: series[0]?.unit ?? '',
      count: all.count,
      avg: read('avg'),
      min: read('min'),
      max: read('max'),
      p50: read('p50'),
      p95: read('p95'),
      p99: read('p99'),
      last: read('last'),
    });
  }
  return rows;
}
