import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { apparentBits, fewestBits } from './judge-randomness.ts';

const hex = (index: number) => createHash('sha256').update(String(index)).digest('hex');
const ids = (make: (index: number) => string) => Array.from({ length: 20 }, (_, index) => make(index));

test('random ids have enough', () => {
  const uuid = (index: number) => hex(index).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
  expect(apparentBits(ids(uuid))).toBe(120);
  expect(apparentBits(ids((index) => hex(index).slice(0, 32)))).toBe(128);
  expect(apparentBits(ids((index) => Buffer.from(hex(index), 'hex').toString('base64url')))).toBeGreaterThan(200);
  // UUID version 7: a time that stands still for the test, and 74 random bits.
  expect(apparentBits(ids((index) => `019301020304-7${hex(index).slice(0, 18)}`))).toBeGreaterThan(fewestBits);
});

test('counters and times have not', () => {
  expect(apparentBits(ids((index) => `session-${String(index).padStart(6, '0')}`))).toBeLessThan(10);
  expect(apparentBits(ids((index) => String(1_795_000_000_000 + index * 37)))).toBeLessThan(20);
  expect(apparentBits(ids((index) => hex(index).slice(0, 8)))).toBe(32);
});
