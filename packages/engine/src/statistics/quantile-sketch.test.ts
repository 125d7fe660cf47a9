import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { QuantileSketch } from './quantile-sketch.ts';

type Distribution = (random: () => number) => number;

const distributions: Record<string, Distribution> = {
  uniform: (random) => random() * 1000,
  exponential: (random) => -Math.log(1 - random()) * 30,
  'heavy tail': (random) => 1 / (1 - random()) ** 2,
  'two humps': (random) => (random() < 0.9 ? 2 + random() : 800 + random() * 50),
  'with zeros and negatives': (random) => Math.round((random() - 0.3) * 20),
  constant: () => 7.25,
  'tiny and huge': (random) => 10 ** (random() * 22 - 8),
};
const quantiles = [0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

function sketchOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.record(value);
  return sketch;
}

function sample(name: string, draw: Distribution, size: number): number[] {
  const random = createSeededRandom(99, `${name} ${size}`);
  return Array.from({ length: size }, () => draw(random));
}

describe.each(Object.entries(distributions))('%s', (name, draw) => {
  test.each([1, 2, 3, 10, 999, 20_000])('%i values: every quantile within 0.3 %% of the exact one', (size) => {
    const values = sample(name, draw, size);
    const sketch = sketchOf(values);
    const sorted = values.toSorted((left, right) => left - right);
    for (const quantile of quantiles) {
      const exact = sorted[Math.max(1, Math.ceil(quantile * size)) - 1] ?? 0;
      const found = sketch.quantile(quantile) ?? Number.NaN;
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.003 + 1e-9);
    }
    expect(sketch.count).toBe(size);
    expect(sketch.min).toBe(sorted[0]);
    expect(sketch.max).toBe(sorted.at(-1));
  });

  test('the merge of any parts is the sketch of the whole', () => {
    const values = sample(name, draw, 5_000);
    const random = createSeededRandom(5, name);
    const parts = Array.from({ length: 7 }, () => new QuantileSketch());
    for (const value of values) parts[Math.floor(random() * parts.length)]?.record(value);
    const merged = new QuantileSketch();
    for (const part of parts) merged.merge(part);
    const whole = sketchOf(values);
    expect(quantiles.map((quantile) => merged.quantile(quantile))).toEqual(
      quantiles.map((quantile) => whole.quantile(quantile)),
    );
    expect([merged.count, merged.min, merged.max]).toEqual([whole.count, whole.min, whole.max]);
    expect(Math.abs(merged.sum - whole.sum)).toBeLessThanOrEqual(Math.abs(whole.sum) * 1e-9);
  });

  test('survives storage and goes on from there', () => {
    const values = sample(name, draw, 2_000);
    const half = sketchOf(values.slice(0, 1_000));
    const restored = QuantileSketch.fromBase64(half.toBase64());
    expect(restored.toBytes()).toEqual(half.toBytes());
    for (const value of values.slice(1_000)) restored.record(value);
    expect(restored.toBytes()).toEqual(sketchOf(values).toBytes());
  });
});

test('counts of one value may be given at once', () => {
  const once = new QuantileSketch();
  once.record(3.5, 4);
  expect(once.toBytes()).toEqual(sketchOf([3.5, 3.5, 3.5, 3.5]).toBytes());
});

test('stays small in storage', () => {
  const values = sample('exponential', (random) => -Math.log(1 - random()) * 30, 60_000);
  expect(sketchOf(values).toBytes().length).toBeLessThan(6_000);
  expect(sketchOf(values.slice(0, 600)).toBytes().length).toBeLessThan(2_000);
});

test('an empty sketch knows nothing', () => {
  const empty = QuantileSketch.fromBytes(new QuantileSketch().toBytes());
  expect([empty.count, empty.min, empty.max, empty.quantile(0.5)]).toEqual([0, null, null, null]);
});

test('what is no number, no quantile or no sketch is refused', () => {
  const sketch = sketchOf([1, 2, 3]);
  expect(() => sketch.record(Number.NaN)).toThrow(RangeError);
  expect(() => sketch.record(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  expect(() => sketch.quantile(1.1)).toThrow(RangeError);
  const bytes = sketch.toBytes();
  for (let length = 0; length < bytes.length; length++) {
    expect(() => QuantileSketch.fromBytes(bytes.subarray(0, length))).toThrow(RangeError);
  }
  expect(() => QuantileSketch.fromBytes(Uint8Array.of(9, 0))).toThrow(RangeError);
});
