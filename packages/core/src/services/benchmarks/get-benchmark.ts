import { findBenchmark } from '../../benchmarks/to-benchmarks.ts';
import type { Service } from '../services.ts';

export const getBenchmark: Service<'getBenchmark'> = ({ database }, { params }) =>
  findBenchmark(database.db, params.id);
