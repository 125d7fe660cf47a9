import { LabError } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { services } from './index.ts';
import { withIdempotency } from './with-idempotency.ts';

describe.each(testBackends)('idempotency keys on $name', (backend) => {
  let lab: TestLab;
  let admin: ServiceContext;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    admin = await lab.addUser('admin', 'admin@example.org');
  });
  afterAll(() => lab.close());
  const request = { key: 'key-1', endpointId: 'createTest', input: { name: 'a' } };

  test('50 requests at once do the work once and get the same answer', async () => {
    let done = 0;
    const work = async () => {
      done++;
      await services.listUsers(admin, { query: { limit: 1 } });
      return { id: `made ${done}`, secret: 'only-for-you' };
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => withIdempotency(admin, request, work)));
    expect(done).toBe(1);
    expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set(['made 1']));
    const rows = await lab.context.database.db.selectFrom('idempotency_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('only-for-you');
  });

  test('the same key for something else is refused; for another user it is another key', async () => {
    const other = withIdempotency(admin, { ...request, input: { name: 'b' } }, async () => 1);
    await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    const second = await lab.addUser('admin', 'second@example.org');
    expect(await withIdempotency(second, { ...request, input: { name: 'b' } }, async () => 'theirs')).toBe('theirs');
    await expect(withIdempotency(admin, { ...request, key: 'é' }, async () => 1)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('an error is not kept, and a request whose process died is taken over', async () => {
    const failing = { ...request, key: 'fails' };
    const refuse = () => Promise.reject(new LabError('conflict', 'not now'));
    await expect(withIdempotency(admin, failing, refuse)).rejects.toMatchObject({ code: 'conflict' });
    expect(await withIdempotency(admin, failing, async () => 'now')).toBe('now');

    const { db } = lab.context.database;
    await db.updateTable('idempotency_keys').set({ response: null }).where('key', '=', 'fails').execute();
    lab.clock.nowMs += 60_001;
    expect(await withIdempotency(admin, failing, async () => 'again')).toBe('again');
  });
});
