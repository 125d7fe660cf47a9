import type { ResultLabel } from '@mcp-lab/contracts';
import { type HistoryEntry, labelHistory } from '@mcp-lab/engine/functional/label-history';
import type { ResultTable, RunTable } from '../database/schema.ts';
import type { Unit } from '../transact.ts';
import { toResult } from './to-result.ts';

/** How many runs are looked back at, the finished one included. */
const runsLookedAt = 20;

/**
 * Says of each case of a functional run what its earlier runs say: flaky in history, broken since. Compared are runs of
 * the same test, or, without one, runs of the same server without a test. Call it in the transaction that ends the run.
 */
export async function labelResults(unit: Unit, run: RunTable): Promise<void> {
  const histories = await readHistories(unit, run);
  const results = await unit.db.selectFrom('results').selectAll().where('run_id', '=', run.id).execute();
  for (const result of results) {
    const own = (JSON.parse(result.labels) as ResultLabel[]).filter(({ kind }) => kind === 'flaky-on-retry');
    const found = isJudged(result) ? labelHistory(histories.get(result.result_key) ?? []) : [];
    const labels = JSON.stringify([...own, ...found]);
    if (labels === result.labels) continue;
    await unit.db.updateTable('results').set({ labels }).where('id', '=', result.id).execute();
    unit.publish('run.result-added', toResult({ ...result, labels }));
  }
}

function isJudged({ verdict }: ResultTable): boolean {
  return verdict === 'pass' || verdict === 'warn' || verdict === 'fail';
}

async function readHistories({ db }: Unit, run: RunTable): Promise<Map<string, HistoryEntry[]>> {
  const sameSubject =
    run.test_id === null
      ? db.selectFrom('runs').where('server_id', '=', run.server_id).where('test_id', 'is', null)
      : db.selectFrom('runs').where('test_id', '=', run.test_id);
  const runs = await sameSubject
    .select(['id', 'created_at'])
    .where('kind', '=', 'functional')
    .where((e) => e.or([e('status', '=', 'completed'), e('id', '=', run.id)]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(runsLookedAt)
    .execute();
  const order = runs.map(({ id }) => id).reverse();
  const at = new Map(runs.map(({ id, created_at }) => [id, created_at]));
  const rows = await db
    .selectFrom('results')
    .select(['result_key', 'run_id', 'verdict'])
    .where('run_id', 'in', order)
    .execute();
  const entries = rows
    .toSorted((left, right) => order.indexOf(left.run_id) - order.indexOf(right.run_id))
    .map((row) => ({ key: row.result_key, runId: row.run_id, at: at.get(row.run_id) ?? 0, verdict: row.verdict }));
  return Map.groupBy(entries, ({ key }) => key);
}
