import { findRun } from '../../runs/find-run.ts';
import { queueRun } from '../../runs/queue-run.ts';
import { toRun } from '../../runs/to-run.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

export const rerunRun: Service<'rerunRun'> = (context, { params }) =>
  transact(context, async (unit) => {
    const row = await findRun(unit.db, params.id);
    const { kind, options, seed, serverId, testId, testName, benchmarkId, benchmarkName } = toRun(row);
    const server = await findServer(unit.db, serverId);
    const test = testId === null ? null : { id: testId, name: testName ?? '' };
    const benchmark = benchmarkId === null ? null : { id: benchmarkId, name: benchmarkName ?? '' };
    return queueRun(context, unit, { server, test, benchmark, kind, options, seed, cases: JSON.parse(row.cases) });
  });
