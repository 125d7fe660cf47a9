import { LabError, runOptionsSchema } from '@mcp-lab/contracts';
import { queueRun } from '../../runs/queue-run.ts';
import { requireDefiner } from '../../runs/require-definer.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { requireGoodCases } from './require-good-cases.ts';
import { findTest } from './to-tests.ts';

/** Options and cases given with a saved test replace the test's own for this run. */
export const runTest: Service<'runTest'> = (context, { body }) =>
  transact(context, async (unit) => {
    requireGoodCases(body.cases ?? []);
    if (body.testId !== undefined) {
      const test = await findTest(unit.db, body.testId);
      const server = await findServer(unit.db, test.serverId);
      if (body.options !== undefined) requireDefiner(context.actor, body.options, test.options);
      return queueRun(context, unit, {
        server,
        test,
        kind: test.kind,
        options: body.options ?? test.options,
        cases: body.cases ?? test.cases,
      });
    }
    if (body.serverId === undefined) throw new LabError('invalid-input', 'Give either testId or serverId.');
    const server = await findServer(unit.db, body.serverId);
    const options = body.options ?? runOptionsSchema.parse({});
    requireDefiner(context.actor, options);
    return queueRun(context, unit, { server, test: null, kind: body.kind, options, cases: body.cases ?? [] });
  });
