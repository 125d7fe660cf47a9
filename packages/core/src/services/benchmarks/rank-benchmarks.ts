import { LabError, type LeaderboardEntry, type LeaderboardGroup } from '@mcp-lab/contracts';
import { benchmarkMetricFacts } from '@mcp-lab/engine/benchmark/benchmark-metrics';
import { rankReports } from '@mcp-lab/engine/benchmark/rank-reports';
import { medianOf } from '@mcp-lab/engine/statistics/median-of';
import { readGroups, selectRanked } from '../../benchmarks/leaderboard-groups.ts';
import type { Db } from '../../database/database.ts';
import { readLoadReports } from '../../runs/load-reports.ts';
import type { Service } from '../services.ts';

/** Of each server the newest runs count. */
const runsPerServer = 20;
const maxServers = 200;
const confidence = 0.95;

export const rankBenchmarks: Service<'rankBenchmarks'> = async ({ database: { db } }, { query }) => {
  const groups = await readGroups(db);
  const group = chooseGroup(groups, query);
  const { metric } = query;
  const servers = group === null ? [] : await readServers(db, group);
  const ranked = [];
  for (const { id, runs } of servers) {
    const reports = await readLoadReports(
      db,
      runs.map((run) => run.id),
    );
    ranked.push({ id, reports: [...reports.values()] });
  }
  // All are of one group, so there is one ranking at the most.
  const [ranking] = rankReports(ranked, { metric, confidence });
  const serverOf = (id: string) => servers.find((server) => server.id === id);
  const entries = ranking?.entries.flatMap(({ id, ...entry }): LeaderboardEntry[] => {
    const server = serverOf(id);
    return server === undefined ? [] : [{ serverId: id, serverName: server.name, ...entry, ...figuresOf(server) }];
  });
  const leftOut = ranking?.leftOut.map(({ id, why }) => ({ serverId: id, serverName: serverOf(id)?.name ?? id, why }));
  const { betterWhen } = benchmarkMetricFacts[metric];
  return { groups, group, metric, betterWhen, confidence, entries: entries ?? [], leftOut: leftOut ?? [] };
};

function chooseGroup(
  groups: readonly LeaderboardGroup[],
  { profileHash, fingerprintHash }: { profileHash?: string; fingerprintHash?: string },
): LeaderboardGroup | null {
  const chosen = groups.find(
    (group) =>
      (profileHash === undefined || group.profileHash === profileHash) &&
      (fingerprintHash === undefined || group.fingerprintHash === fingerprintHash),
  );
  if (chosen !== undefined) return chosen;
  if (profileHash === undefined && fingerprintHash === undefined) return null;
  throw new LabError('not-found', 'There is no valid run of this profile in this environment.');
}

type RankedRun = Awaited<ReturnType<typeof readRuns>>[number];
interface RankedServer {
  id: string;
  name: string;
  /** The newest first. */
  runs: RankedRun[];
}

async function readServers(db: Db, group: LeaderboardGroup): Promise<RankedServer[]> {
  const found = await selectRanked(db)
    .innerJoin('servers', 'servers.id', 'runs.server_id')
    .select(['servers.id', 'servers.name'])
    .distinct()
    .where('load_reports.profile_hash', '=', group.profileHash)
    .where('load_reports.fingerprint_hash', '=', group.fingerprintHash)
    .orderBy('servers.id')
    .limit(maxServers)
    .execute();
  const servers: RankedServer[] = [];
  for (const { id, name } of found) servers.push({ id, name, runs: await readRuns(db, group, id) });
  return servers;
}

function readRuns(db: Db, { profileHash, fingerprintHash }: LeaderboardGroup, serverId: string) {
  return selectRanked(db)
    .select([
      'runs.id',
      'runs.benchmark_id',
      'runs.benchmark_name',
      'load_reports.started_at',
      'load_reports.p50_ms',
      'load_reports.p95_ms',
      'load_reports.p99_ms',
      'load_reports.rate',
      'load_reports.failed_ratio',
      'load_reports.knee_rate',
    ])
    .where('load_reports.profile_hash', '=', profileHash)
    .where('load_reports.fingerprint_hash', '=', fingerprintHash)
    .where('runs.server_id', '=', serverId)
    .orderBy('load_reports.started_at', 'desc')
    .orderBy('runs.id', 'desc')
    .limit(runsPerServer)
    .execute();
}

type Figures = Omit<LeaderboardEntry, 'rank' | 'serverId' | 'serverName' | 'runs' | 'median' | 'interval' | 'tiedWith'>;

function figuresOf({ runs }: RankedServer): Figures {
  const [newest] = runs;
  if (newest === undefined) throw new Error('a ranked server has no run');
  const median = (read: (run: RankedRun) => number | null) => {
    const values = runs.flatMap((run) => read(run) ?? []);
    return values.length === 0 ? null : medianOf(values);
  };
  return {
    benchmarkId: newest.benchmark_id,
    benchmarkName: newest.benchmark_name,
    newestRunId: newest.id,
    newestRunAt: newest.started_at,
    p50: median((run) => run.p50_ms),
    p95: median((run) => run.p95_ms),
    p99: median((run) => run.p99_ms),
    rate: median((run) => run.rate),
    failedRatio: median((run) => run.failed_ratio),
    kneeRate: median((run) => run.knee_rate),
  };
}
