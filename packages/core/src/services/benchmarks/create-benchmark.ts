import { hashLoadProfile } from '@mcp-lab/engine/load/hash-load-profile';
import { requireGoodProfile } from '../../benchmarks/require-good-profile.ts';
import { findBenchmark } from '../../benchmarks/to-benchmarks.ts';
import { requireDefiner } from '../../runs/require-definer.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

export const createBenchmark: Service<'createBenchmark'> = (context, { body }) => {
  requireGoodProfile(body.profile, body.kind);
  requireDefiner(context.actor, body.options);
  return transact(context, async (unit) => {
    const server = await findServer(unit.db, body.serverId);
    const id = context.newId();
    const now = context.now();
    const row = {
      id,
      name: body.name,
      description: body.description,
      server_id: server.id,
      kind: body.kind,
      profile: JSON.stringify(body.profile),
      profile_hash: hashLoadProfile(body.profile),
      options: JSON.stringify(body.options),
      created_at: now,
      updated_at: now,
    };
    await unit.db.insertInto('benchmarks').values(row).execute();
    const benchmark = await findBenchmark(unit.db, id);
    unit.audit('benchmark.created', `benchmark ${id}`, { name: body.name, serverId: server.id });
    unit.publish('benchmark.created', benchmark);
    return benchmark;
  });
};
