import { runOptionsSchema } from '@mcp-lab/contracts';
import { findBenchmark } from '../../benchmarks/to-benchmarks.ts';
import { queueRun } from '../../runs/queue-run.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

/** The run keeps the profile as it is now, whatever becomes of the benchmark. */
export const runBenchmark: Service<'runBenchmark'> = (context, { params, body }) =>
  transact(context, async (unit) => {
    const benchmark = await findBenchmark(unit.db, params.id);
    const server = await findServer(unit.db, benchmark.serverId);
    const { kind, profile, options } = benchmark;
    return queueRun(context, unit, {
      server,
      test: null,
      benchmark,
      kind,
      options: runOptionsSchema.parse({ ...options, seed: body.seed ?? options.seed, load: profile }),
      cases: [],
    });
  });
