import type { LabEvent } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBackends } from '../database/test-database.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { transact } from '../transact.ts';
import { createPostgresWakeUps } from './postgres-wake-ups.ts';
import { latestSeq, oldestSeq, readEvents } from './read-events.ts';

describe.each(testBackends)('events on $name', (backend) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await createTestLab(backend);
  });
  afterAll(() => lab.close());

  const publish = (message: string, thenFail = false) =>
    transact(lab.context, async (unit) => {
      unit.publish('system.noticed', { level: 'info', message });
      // Transactions of different lengths: those that began first do not commit first.
      for (let step = 0; step < message.length % 7; step++) await unit.db.selectFrom('settings').selectAll().execute();
      if (thenFail) throw new Error('rolled back');
    });

  test('a reader that follows by seq meets every committed event once and no other, in order', async () => {
    const seen: LabEvent[] = [];
    const wanted = 200;
    let position = await latestSeq(lab.context.database.db);
    const reader = (async () => {
      while (seen.length < wanted) {
        const events = await readEvents(lab.context.database.db, position, 7);
        seen.push(...events);
        position = events.at(-1)?.seq ?? position;
      }
    })();
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      for (let n = 0; n < wanted / 10; n++) {
        await publish(`${'x'.repeat(writer)} ${writer}/${n}`);
        if (n % 5 === 0) await publish('undone', true).catch(() => undefined);
      }
    });
    await Promise.all([...writers, reader]);
    const messages = seen.map((event) => (event.type === 'system.noticed' ? event.payload.message : event.type));
    expect(new Set(messages).size).toBe(wanted);
    expect(messages).not.toContain('undone');
    const positions = seen.map((event) => event.seq);
    expect(positions).toEqual(positions.toSorted((left, right) => left - right));
    expect(await latestSeq(lab.context.database.db)).toBe(position);
    expect(await oldestSeq(lab.context.database.db)).toBeLessThanOrEqual(positions[0] ?? 0);
  });

  test('an event is written with its data or not at all, and others are woken after the commit', async () => {
    const before = await latestSeq(lab.context.database.db);
    const woken: number[] = [];
    const stop = lab.context.wakeUps.onWake(() => woken.push(1));
    await expect(publish('never', true)).rejects.toThrow('rolled back');
    expect(woken).toEqual([]);
    expect(await readEvents(lab.context.database.db, before, 10)).toEqual([]);
    await publish('now');
    expect(woken).toEqual([1]);
    stop();
  });
});

test.runIf(testBackends.some(({ name }) => name === 'postgres'))(
  'LISTEN/NOTIFY wakes other processes, and again after its connection was cut',
  async () => {
    const backend = testBackends.find(({ name }) => name === 'postgres');
    if (backend === undefined) throw new Error('no PostgreSQL');
    const lab = await createTestLab(backend);
    const other = await lab.openAnother();
    const mine = await createPostgresWakeUps(lab.context.database, lab.context.log);
    const theirs = await createPostgresWakeUps(other.database, other.log);
    const nextWake = () => new Promise<void>((resolve) => void theirs.onWake(resolve));
    const first = nextWake();
    mine.notify();
    mine.notify();
    await first;
    const cut = nextWake();
    await lab.context.database.postgres?.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mcp-lab wake-ups' and datname = current_database()",
    );
    // The reconnect itself wakes: something may have been missed.
    await cut;
    const again = nextWake();
    mine.notify();
    await again;
    await mine.close();
    await theirs.close();
    await lab.close();
  },
);
