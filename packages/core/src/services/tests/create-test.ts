import { requireDefiner } from '../../runs/require-definer.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { requireGoodCases } from './require-good-cases.ts';
import { findTest } from './to-tests.ts';

export const createTest: Service<'createTest'> = (context, { body }) =>
  transact(context, async (unit) => {
    requireGoodCases(body.cases);
    requireDefiner(context.actor, body.options);
    const server = await findServer(unit.db, body.serverId);
    const id = context.newId();
    const now = context.now();
    const row = {
      id,
      name: body.name,
      description: body.description,
      kind: body.kind,
      server_id: server.id,
      options: JSON.stringify(body.options),
      cases: JSON.stringify(body.cases),
      created_at: now,
      updated_at: now,
    };
    await unit.db.insertInto('tests').values(row).execute();
    const test = await findTest(unit.db, id);
    unit.audit('test.created', `test ${id}`, { name: body.name, serverId: server.id });
    unit.publish('test.created', test);
    return test;
  });
