import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { findTest } from './to-tests.ts';

/** Its runs stay, with the name the test had. */
export const deleteTest: Service<'deleteTest'> = async (context, { params: { id } }) => {
  await transact(context, async (unit) => {
    const { name } = await findTest(unit.db, id);
    await unit.db.deleteFrom('tests').where('id', '=', id).execute();
    unit.audit('test.deleted', `test ${id}`, { name });
    unit.publish('test.deleted', { id });
  });
  return {};
};
