import type { Result } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { countVerdicts, filterResults, groupResults, type ResultFilters } from './result-filters.ts';

const none: ResultFilters = { verdict: '', group: '', area: '', level: '', revision: '', transport: '', text: '' };

function result(seq: number, changes: Partial<Result> = {}): Result {
  return {
    id: `r${seq}`,
    runId: 'run',
    seq,
    checkId: `check-${seq}`,
    area: 'lifecycle',
    title: 'Answers ping',
    level: 'MUST',
    verdict: 'pass',
    severity: 'none',
    transport: 'stdio',
    revision: '2025-11-25',
    reason: 'It did.',
    fix: '',
    spec: { path: '', url: '' },
    repro: { cli: '', curl: null, shell: null },
    evidence: [],
    durationMs: 1,
    createdAt: 0,
    ...changes,
  };
}

const results = [
  result(1),
  result(2, { verdict: 'fail', area: 'jsonrpc', reason: 'It answered with nothing.' }),
  result(3, { verdict: 'warn', level: 'SHOULD' }),
  result(4, { verdict: 'fail', revision: '2026-07-28', title: 'Refuses a batch' }),
];
const idsOf = (list: readonly Result[]) => list.map((one) => one.id);

test('verdicts of the URL are alternatives, other filters narrow', () => {
  expect(idsOf(filterResults(results, { ...none, verdict: 'fail,warn' }))).toEqual(['r2', 'r3', 'r4']);
  expect(idsOf(filterResults(results, { ...none, verdict: 'fail', area: 'jsonrpc' }))).toEqual(['r2']);
  expect(idsOf(filterResults(results, { ...none, verdict: 'nonsense' }))).toEqual(['r1', 'r2', 'r3', 'r4']);
});

test('every word of the text must occur in title, id or reason', () => {
  expect(idsOf(filterResults(results, { ...none, text: 'BATCH refuses' }))).toEqual(['r4']);
  expect(idsOf(filterResults(results, { ...none, text: 'check-2 nothing' }))).toEqual(['r2']);
});

test('worst first: areas and results', () => {
  const groups = groupResults(results, 'worst');
  expect(groups.map((group) => [group.area, idsOf(group.results)])).toEqual([
    ['lifecycle', ['r4', 'r3', 'r1']],
    ['jsonrpc', ['r2']],
  ]);
});

test('in order of arrival rows stay where they are', () => {
  expect(groupResults(results, 'arrival').map((group) => idsOf(group.results))).toEqual([['r1', 'r3', 'r4'], ['r2']]);
});

test('every verdict is counted, also those that did not occur', () => {
  expect(countVerdicts(results)).toMatchObject({ pass: 1, fail: 2, warn: 1, error: 0, untestable: 0 });
});

test('what no clause asks for stands apart, below, and can be chosen alone', () => {
  const results = [result(1, { area: 'quality', verdict: 'fail' }), result(2, { verdict: 'pass' })];
  for (const order of ['arrival', 'worst'] as const) {
    expect(groupResults(results, order).map(({ group, area }) => [group, area])).toEqual([
      ['conformance', 'lifecycle'],
      ['quality', 'quality'],
    ]);
  }
  expect(filterResults(results, { ...none, group: 'quality' }).map(({ seq }) => seq)).toEqual([1]);
});
