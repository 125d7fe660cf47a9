import { expect, test } from 'vitest';
import { limitParallel } from './limit-parallel.ts';

test('no more tasks than places run at once, and all run in order', async () => {
  const limit = limitParallel(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const done = ends.map(({ promise }, index) =>
    limit(async () => {
      begun.push(index);
      await promise;
      return index;
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]?.resolve();
  expect(await done[1]).toBe(1);
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  expect(await Promise.all(done)).toEqual([0, 1, 2, 3]);
});

test('a task that fails gives its place back', async () => {
  const limit = limitParallel(1);
  await expect(limit(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await limit(async () => 'next')).toBe('next');
});
