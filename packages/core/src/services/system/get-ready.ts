import type { ReadyAnswer } from '@mcp-lab/contracts';
import type { LabContext } from '../../context.ts';
import { migrations } from '../../database/migrate.ts';
import { liveWorkers } from '../../workers/worker-presence.ts';
import type { Service } from '../services.ts';

type Check = ReadyAnswer['checks'][number];

const patienceMs = 3_000;

/** Says of each part whether it serves. Answers within a few seconds even when the database hangs. */
export const getReady: Service<'getReady'> = async (context) => {
  const checks = await Promise.race([runChecks(context), giveUp()]);
  return { ready: checks.every((check) => check.ok), checks };
};

async function runChecks(context: LabContext): Promise<Check[]> {
  const { db, address } = context.database;
  try {
    const newest = await db
      .selectFrom('migrations')
      .select((e) => e.fn.max('id').as('id'))
      .executeTakeFirst();
    const wanted = migrations.at(-1)?.id ?? 0;
    const workers = await liveWorkers(context);
    return [
      { name: 'database', ok: true, detail: address },
      { name: 'migrations', ok: newest?.id === wanted, detail: `${newest?.id ?? 0} of ${wanted}` },
      {
        name: 'worker',
        ok: workers.length > 0,
        detail: workers.length > 0 ? `${workers.length} alive` : 'none is alive: nothing would be executed',
      },
    ];
  } catch (error) {
    context.log.warn({ err: error }, 'The readiness check could not ask the database.');
    return [{ name: 'database', ok: false, detail: 'does not answer' }];
  }
}

async function giveUp(): Promise<Check[]> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, patienceMs).unref();
  });
  return [{ name: 'database', ok: false, detail: `did not answer within ${patienceMs / 1000} s` }];
}
