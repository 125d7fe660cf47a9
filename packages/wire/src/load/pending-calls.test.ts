import { expect, test } from 'vitest';
import { createExchange, type Exchange } from './exchange.ts';
import { PendingCalls } from './pending-calls.ts';

const exchangeOf = (id: number): Exchange => createExchange(id, 'ping', '', 1, () => undefined);

test('finds what is under way, and what is under way for the longest, however far the ids have run', () => {
  const pending = new PendingCalls();
  const stuck = [1, 2, 70_000];
  for (let id = 1; id <= 200_000; id++) {
    pending.add(id, exchangeOf(id));
    if (id > 100 && !stuck.includes(id - 100)) pending.delete(id - 100);
  }
  expect(pending.size).toBe(103);
  for (const id of [...stuck, 199_901, 200_000]) expect(pending.get(id)?.id).toBe(id);
  for (const id of [3, 199_900, 200_001]) expect(pending.get(id)).toBeUndefined();
  const ids: number[] = [];
  for (let oldest = pending.oldest(); oldest !== undefined; oldest = pending.oldest()) {
    ids.push(Number(oldest.id));
    pending.delete(Number(oldest.id));
  }
  expect(ids).toEqual([...stuck, ...Array.from({ length: 100 }, (_, index) => 199_901 + index)]);
  pending.delete(5);
  expect(pending.size).toBe(0);
});

test('grows with what is under way', () => {
  const pending = new PendingCalls();
  for (let id = 5; id < 100_000; id++) pending.add(id, exchangeOf(id));
  expect(pending.size).toBe(99_995);
  for (let id = 5; id < 100_000; id++) expect(pending.get(id)?.id).toBe(id);
  expect(pending.oldest()?.id).toBe(5);
});
