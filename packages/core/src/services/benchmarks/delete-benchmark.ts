import { findBenchmark } from '../../benchmarks/to-benchmarks.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

/** Its runs stay, with the name it had and what they measured. */
export const deleteBenchmark: Service<'deleteBenchmark'> = async (context, { params: { id } }) => {
  await transact(context, async (unit) => {
    const { name } = await findBenchmark(unit.db, id);
    await unit.db.deleteFrom('benchmarks').where('id', '=', id).execute();
    unit.audit('benchmark.deleted', `benchmark ${id}`, { name });
    unit.publish('benchmark.deleted', { id });
  });
  return {};
};
