import { describe, expect, test } from 'vitest';
import { services } from '../services/index.ts';
import { createTestLab } from '../test-lab.ts';
import { testBackends } from './test-database.ts';

const cutAll =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

describe.each(testBackends)('an outage of $name', (backend) => {
  test('is answered as one, told by the readiness check, and not remembered', async () => {
    const lab = await createTestLab(backend);
    const { database } = lab.context;
    const count = () => services.listUsers(lab.context, { query: { limit: 1 } });
    await count();
    if (database.postgres !== null) {
      // As when the server restarts: every connection dies, and new ones are made.
      await database.postgres.pool.query(cutAll).catch(() => undefined);
      const answers = await Promise.allSettled(Array.from({ length: 20 }, count));
      for (const answer of answers) {
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'unavailable' });
      }
      expect(await count()).toMatchObject({ items: [] });
    }
    await database.close();
    expect(await services.getReady(lab.context, {})).toMatchObject({
      ready: false,
      checks: [{ name: 'database', ok: false }],
    });
    expect(await services.getHealth(lab.context, {})).toMatchObject({ status: 'alive' });
    await lab.close();
  });
});
