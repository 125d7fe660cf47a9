import { describe, expect, test } from 'vitest';
import { createIdSource } from '../create-id-source.ts';
import { createLimitedQueue } from './limited-queue.ts';
import { networkOf } from './network-of.ts';
import { createPasswordHasher } from './password-hasher.ts';
import { createSecretBox } from './secret-box.ts';

describe('the secret box', () => {
  const box = createSecretBox('a secret key of this test, long enough');
  const place = { table: 'server_secrets', row: '1/env/KEY', field: 'value' };

  test('gives back what it was given, and seals the same value differently each time', () => {
    for (const value of ['', 'x', 'ä🦊'.repeat(1_000)]) {
      const sealed = box.seal(value, place);
      expect(box.open(sealed, place)).toBe(value);
      expect(box.seal(value, place)).not.toBe(sealed);
    }
  });

  test('does not open what was moved, changed, cut, or sealed with another key', () => {
    const sealed = box.seal('value', place);
    const elsewhere = [
      { ...place, row: '2/env/KEY' },
      { ...place, field: 'name' },
      { table: 'server_secrets|1', row: 'env', field: 'value' },
    ];
    for (const other of elsewhere) expect(() => box.open(sealed, other)).toThrow('changed or moved');
    for (let length = 0; length < sealed.length; length += 7) {
      expect(() => box.open(sealed.slice(0, length), place)).toThrow();
    }
    const other = createSecretBox('another secret key of this test, too');
    expect(() => other.open(sealed, place)).toThrow('another SECRET_KEY');
  });
});

test('hashing is limited: so many at once, so many waiting, the rest turned away', async () => {
  const enter = createLimitedQueue(2, 3, 'Busy');
  const releases: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const task = async () => {
    running++;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => releases.push(resolve));
    running--;
  };
  const entered = Array.from({ length: 5 }, () => enter(task));
  await expect(enter(task)).rejects.toMatchObject({ code: 'unavailable', details: { retryAfterSeconds: 1 } });
  while (releases.length > 0) {
    releases.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(entered);
  expect([most, running]).toEqual([2, 0]);
  const next = enter(task);
  releases.shift()?.();
  await next;
});

test('nobody can sign in as nobody', async () => {
  const hasher = await createPasswordHasher();
  expect(await hasher.check('the password of nobody', null)).toEqual({ matches: false, outdated: false });
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['unknown', 'unknown'],
])('the network of %s is %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

test('identifiers are UUIDs that sort in the order they were made, whatever the clock does', () => {
  const times = [1_000, 1_000, 999, 5_000, ...Array<number>(5_000).fill(5_000), 4_000, 6_000];
  let call = 0;
  const newId = createIdSource(
    () => times[call++] ?? 6_000,
    (size) => Buffer.alloc(size, 0xff),
  );
  const ids = times.map(() => newId());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
