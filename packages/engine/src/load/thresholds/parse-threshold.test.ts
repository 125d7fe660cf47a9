import { describe, expect, test } from 'vitest';
import { parseThreshold } from './parse-threshold.ts';
import { splitObjective } from './split-objective.ts';

const quantile = (value: number) => ({ name: 'quantile', quantile: value });

describe('what k6 takes', () => {
  test.each([
    ['latency', 'p(95)<500', quantile(0.95), '<', 500],
    ['latency', ' p(99.9) <= 1.5e3 ', quantile(0.999), '<=', 1500],
    ['latency', 'med>=0.5', quantile(0.5), '>=', 0.5],
    ['first_byte', 'avg!=3', { name: 'avg' }, '!=', 3],
    ['latency{list users}', 'max===.5', { name: 'max' }, '===', 0.5],
    ['failed', 'rate==0', { name: 'rate' }, '==', 0],
    ['calls', 'count>1000', { name: 'count' }, '>', 1000],
    ['dropped', 'rate<-1', { name: 'rate' }, '<', -1],
    ['server_rss', 'value<100000000', { name: 'value' }, '<', 1e8],
  ])('%s: %s', (metric, expression, method, operator, bound) => {
    const reading = parseThreshold({ metric, expression });
    expect(reading).toMatchObject({ ok: true, threshold: { method, operator, bound } });
  });

  test('one kind of call', () => {
    const reading = parseThreshold({ metric: 'latency{a:b}', expression: 'avg<1' });
    expect(reading).toMatchObject({ ok: true, threshold: { metric: 'latency', kind: 'trend', call: 'a:b' } });
  });
});

describe('what it does not take, and where', () => {
  test.each([
    ['latency', 'p(95)', 'expression', 6, 'expected an operator'],
    ['latency', 'p(95)<', 'expression', 7, 'expected a number, found the end'],
    ['latency', 'p(95)<5ms', 'expression', 8, 'expected nothing more, found "ms"'],
    ['latency', 'p95<5', 'expression', 1, 'expected a method (latency has avg, min, max, med, p(N))'],
    ['latency', 'p(101)<5', 'expression', 1, 'expected a percentile'],
    ['latency', 'rate<5', 'expression', 1, 'expected a method'],
    ['failed', '  avg<5', 'expression', 3, 'expected a method (failed has rate)'],
    ['calls', 'count=>5', 'expression', 6, 'expected an operator (> >= <= < == === !=)'],
    ['latencies', 'avg<1', 'metric', 1, 'there is no metric "latencies"; known are latency'],
    ['latency{}', 'avg<1', 'metric', 9, 'a name of a call is missing'],
    ['dropped{a}', 'count<1', 'metric', 8, 'cannot be asked of one kind of call'],
    ['latency[a]', 'avg<1', 'metric', 8, 'unexpected "[a]"'],
  ])('%s: %s', (metric, expression, part, column, message) => {
    expect(parseThreshold({ metric, expression })).toMatchObject({
      ok: false,
      problem: { part, column, message: expect.stringContaining(message) },
    });
  });
});

test('an objective is cut at its first colon outside of braces', () => {
  expect(splitObjective('latency{a:b}: p(95)<5')).toEqual({ metric: 'latency{a:b}', expression: 'p(95)<5' });
  expect(splitObjective('latency p(95)<5')).toBeUndefined();
});
