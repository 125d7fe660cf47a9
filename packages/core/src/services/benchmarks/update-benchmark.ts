import { hashLoadProfile } from '@mcp-lab/engine/load/hash-load-profile';
import { requireGoodProfile } from '../../benchmarks/require-good-profile.ts';
import { findBenchmark } from '../../benchmarks/to-benchmarks.ts';
import { requireDefiner } from '../../runs/require-definer.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

export const updateBenchmark: Service<'updateBenchmark'> = (context, { params: { id }, body }) =>
  transact(context, async (unit) => {
    const before = await findBenchmark(unit.db, id);
    if (body.profile !== undefined) requireGoodProfile(body.profile, before.kind);
    if (body.options !== undefined) requireDefiner(context.actor, body.options, before.options);
    const profile = body.profile ?? before.profile;
    const changes = {
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      profile: JSON.stringify(profile),
      profile_hash: hashLoadProfile(profile),
      options: JSON.stringify(body.options ?? before.options),
      updated_at: context.now(),
    };
    await unit.db.updateTable('benchmarks').set(changes).where('id', '=', id).execute();
    const benchmark = await findBenchmark(unit.db, id);
    unit.audit('benchmark.updated', `benchmark ${id}`, body);
    unit.publish('benchmark.updated', benchmark);
    return benchmark;
  });
