import { type VerdictCounts, verdicts } from '@mcp-lab/contracts';
import type { Result as EngineResult } from '@mcp-lab/engine/run/result';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { ResultTable } from '../database/schema.ts';
import { readableText } from '../readable-text.ts';
import { transact } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { type HeldRun, holdRun } from './run-lease.ts';
import { toResult } from './to-result.ts';

const maxReason = 8_000;
const maxRepro = 64_000;

export interface RunResults extends HeldRun {
  results: readonly EngineResult[];
}

/**
 * Stores results; when it resolves they are durable. A result that is there already (a repeated call, or an earlier
 * attempt of the run) keeps its id and place and takes the newer content, whose evidence is in the newer transcript.
 * Throws LostLeaseError.
 */
export async function appendRunResults(context: LabContext, { results, ...held }: RunResults): Promise<void> {
  if (results.length === 0) return;
  await transact(asLab(context), async (unit) => {
    const run = await holdRun(context, unit.db, held);
    const newest = await unit.db
      .selectFrom('results')
      .select((e) => e.fn.max('seq').as('seq'))
      .where('run_id', '=', run.id)
      .executeTakeFirst();
    let seq = newest?.seq ?? 0;
    for (const result of results) {
      const content = contentOf(result);
      const known = await unit.db
        .updateTable('results')
        .set(content)
        .where('run_id', '=', run.id)
        .where('result_key', '=', result.id)
        .returningAll()
        .executeTakeFirst();
      if (known !== undefined) {
        unit.publish('run.result-added', toResult(known));
        continue;
      }
      const place = { id: context.newId(), run_id: run.id, seq: ++seq, created_at: context.now() };
      const row = { ...place, result_key: result.id, check_id: result.checkId, ...content };
      await unit.db.insertInto('results').values(row).execute();
      unit.publish('run.result-added', toResult(row));
    }
    const counts = await countVerdicts(unit.db, run.id);
    const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
    await changeRun(unit, run.id, {
      counts: JSON.stringify(counts),
      progress_done: done,
      progress_total: Math.max(run.progress_total, done),
    });
  });
}

function contentOf(
  result: EngineResult,
): Omit<ResultTable, 'id' | 'run_id' | 'seq' | 'created_at' | 'result_key' | 'check_id'> {
  const { cli, curl, shell } = result.repro;
  const shortened = (text: string | null) => (text === null ? null : readableText(text, maxRepro));
  return {
    area: result.area,
    title: result.title,
    level: result.level,
    verdict: result.verdict,
    severity: result.severity,
    transport: result.transport,
    revision: result.revision,
    reason: readableText(result.reason, maxReason),
    fix: result.fix,
    spec: JSON.stringify(result.spec),
    repro: JSON.stringify({ cli: readableText(cli, maxRepro), curl: shortened(curl), shell: shortened(shell) }),
    evidence: JSON.stringify(result.evidence),
    labels: JSON.stringify(result.labels ?? []),
    confidence: result.confidence ?? null,
    duration_ms: result.durationMs,
  };
}

async function countVerdicts(db: Db, runId: string): Promise<VerdictCounts> {
  const rows = await db
    .selectFrom('results')
    .select(['verdict', (e) => e.fn.countAll<number>().as('count')])
    .where('run_id', '=', runId)
    .groupBy('verdict')
    .execute();
  const countOf = (verdict: string) => rows.find((row) => row.verdict === verdict)?.count ?? 0;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, countOf(verdict)])) as VerdictCounts;
}
