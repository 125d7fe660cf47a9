import type { Test } from '@mcp-lab/contracts';
import type { Db } from '../../database/database.ts';
import type { TestTable } from '../../database/schema.ts';
import { requireFound } from '../require-found.ts';

export type TestRow = TestTable & { server_name: string };

export function selectTests(db: Db) {
  return db
    .selectFrom('tests')
    .innerJoin('servers', 'servers.id', 'tests.server_id')
    .selectAll('tests')
    .select('servers.name as server_name');
}

/** Rows with the newest run of each. */
export async function toTests(db: Db, rows: readonly TestRow[]): Promise<Test[]> {
  return Promise.all(rows.map(async (row) => ({ ...fieldsOf(row), lastRun: await lastRunOf(db, row.id) })));
}

export async function findTest(db: Db, id: string): Promise<Test> {
  const row = await selectTests(db).where('tests.id', '=', id).executeTakeFirst();
  const [test] = await toTests(db, [requireFound(row, 'test', id)]);
  return requireFound(test, 'test', id);
}

function fieldsOf(row: TestRow): Omit<Test, 'lastRun'> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    kind: row.kind,
    serverId: row.server_id,
    serverName: row.server_name,
    options: JSON.parse(row.options),
    cases: JSON.parse(row.cases),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

async function lastRunOf(db: Db, testId: string): Promise<Test['lastRun']> {
  const run = await db
    .selectFrom('runs')
    .select(['id', 'status', 'outcome', 'finished_at'])
    .where('test_id', '=', testId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return run === undefined
    ? null
    : { id: run.id, status: run.status, outcome: run.outcome, finishedAt: run.finished_at };
}
