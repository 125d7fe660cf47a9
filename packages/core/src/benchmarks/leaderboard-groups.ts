import type { LeaderboardGroup } from '@mcp-lab/contracts';
import type { Db } from '../database/database.ts';

const maxGroups = 100;
const maxNames = 20;

/** Runs that may be ranked: those that came to their end, none of whose figures are the generator's own. */
export function selectRanked(db: Db) {
  return db
    .selectFrom('load_reports')
    .innerJoin('runs', 'runs.id', 'load_reports.run_id')
    .where('load_reports.comparable', '=', 1)
    .where('runs.status', '=', 'completed');
}

/** Every profile on every machine that has such runs, the newest first. */
export async function readGroups(db: Db): Promise<LeaderboardGroup[]> {
  const rows = await selectRanked(db)
    .select((e) => [
      'load_reports.profile_hash',
      'load_reports.fingerprint_hash',
      e.fn.countAll<number>().as('runs'),
      e.fn.count<number>('runs.server_id').distinct().as('servers'),
      e.fn.max('load_reports.started_at').as('last_run_at'),
    ])
    .groupBy(['load_reports.profile_hash', 'load_reports.fingerprint_hash'])
    .orderBy('last_run_at', 'desc')
    .orderBy('load_reports.profile_hash')
    .limit(maxGroups)
    .execute();
  return Promise.all(rows.map((row) => describeGroup(db, row)));
}

interface GroupRow {
  profile_hash: string;
  fingerprint_hash: string;
  runs: number;
  servers: number;
  last_run_at: number;
}

async function describeGroup(db: Db, row: GroupRow): Promise<LeaderboardGroup> {
  const ofGroup = selectRanked(db)
    .where('load_reports.profile_hash', '=', row.profile_hash)
    .where('load_reports.fingerprint_hash', '=', row.fingerprint_hash);
  const newest = await ofGroup
    .select(['load_reports.profile', 'load_reports.fingerprint'])
    .orderBy('load_reports.started_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const named = await ofGroup
    .select('runs.benchmark_name')
    .distinct()
    .where('runs.benchmark_name', 'is not', null)
    .orderBy('runs.benchmark_name')
    .limit(maxNames)
    .execute();
  return {
    profileHash: row.profile_hash,
    fingerprintHash: row.fingerprint_hash,
    fingerprint: JSON.parse(newest.fingerprint),
    profile: JSON.parse(newest.profile),
    benchmarks: named.flatMap(({ benchmark_name: name }) => (name === null ? [] : [name])),
    servers: row.servers,
    runs: row.runs,
    lastRunAt: row.last_run_at,
  };
}
