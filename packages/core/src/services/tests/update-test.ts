import { requireDefiner } from '../../runs/require-definer.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { requireGoodCases } from './require-good-cases.ts';
import { findTest } from './to-tests.ts';

export const updateTest: Service<'updateTest'> = (context, { params, body }) =>
  transact(context, async (unit) => {
    requireGoodCases(body.cases ?? []);
    const before = await findTest(unit.db, params.id);
    if (body.options !== undefined) requireDefiner(context.actor, body.options, before.options);
    const changes = {
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      options: JSON.stringify(body.options ?? before.options),
      cases: JSON.stringify(body.cases ?? before.cases),
      updated_at: context.now(),
    };
    await unit.db.updateTable('tests').set(changes).where('id', '=', params.id).execute();
    const test = await findTest(unit.db, params.id);
    unit.audit('test.updated', `test ${params.id}`, body);
    unit.publish('test.updated', test);
    return test;
  });
