import { legacyRevisions, revisions } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check } from './check.ts';
import { planRun } from './plan-run.ts';

function check(id: string, extra: Partial<Check> = {}): Check {
  return {
    id,
    area: 'jsonrpc',
    title: id,
    level: 'MUST',
    revisions,
    transports: ['stdio', 'streamable-http'],
    isolation: 'session',
    spec: 'basic/index',
    fix: 'fix it',
    run: ({ passed }) => passed('fine'),
    ...extra,
  };
}

const everything = { modern: ['2026-07-28' as const], legacy: [...legacyRevisions] };
const ran = (checks: Check[], selection = {}, profile = everything) => {
  const plan = planRun(checks, 'stdio', profile, selection);
  return [...plan.session, ...plan.destructive, ...plan.tour].map(({ check: { id }, revision }) => `${id} ${revision}`);
};

test('the newest of each era get the full run', () => {
  expect(ran([check('a')])).toEqual(['a 2026-07-28', 'a 2025-11-25']);
  expect(ran([check('a')], {}, { modern: [], legacy: ['2024-11-05', '2025-06-18'] as never })).toEqual([
    'a 2025-06-18',
  ]);
});

test('a check for an old revision runs at the newest one it applies to', () => {
  expect(ran([check('batch', { revisions: ['2025-03-26'] })])).toEqual(['batch 2025-03-26']);
});

test('passive checks and those that ask for it run at every revision', () => {
  const all = ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
  expect(ran([check('look', { isolation: 'tour' })])).toEqual(all.map((revision) => `look ${revision}`));
  expect(ran([check('echo', { scope: 'all-revisions' })])).toEqual(all.map((revision) => `echo ${revision}`));
});

test('what does not run is listed with the reason', () => {
  const checks = [
    check('over-http', { transports: ['streamable-http'] }),
    check('old', { revisions: ['2024-11-05'] }),
    check('breaks', { destructive: true }),
    check('other'),
    check('kept'),
  ];
  const plan = planRun(checks, 'stdio', { modern: ['2026-07-28'], legacy: [] }, { skip: ['oth*'] });
  expect(plan.notRun).toEqual([
    { checkId: 'over-http', why: 'transport' },
    { checkId: 'old', why: 'revision' },
    { checkId: 'breaks', why: 'side-effects' },
    { checkId: 'other', why: 'not-selected' },
  ]);
  expect(plan.session.map((planned) => planned.check.id)).toEqual(['kept']);
});

test('destructive checks run when the user allows it, apart from the others', () => {
  const plan = planRun([check('breaks', { destructive: true })], 'stdio', everything, { allowSideEffects: true });
  expect(plan.session).toEqual([]);
  expect(plan.destructive.map((planned) => planned.check.id)).toEqual(['breaks', 'breaks']);
});

test('only the revisions in use are toured', () => {
  const plan = planRun([check('batch', { revisions: ['2025-03-26'] })], 'stdio', everything, {});
  expect(plan.revisions).toEqual(['2025-03-26']);
});

test.each([
  ['rpc-id-*', ['rpc-id-one']],
  ['*-id-*', ['rpc-id-one', 'http-id-two']],
  ['*', ['rpc-id-one', 'http-id-two', 'other']],
  ['rpc', []],
  ['*two', ['http-id-two']],
  ['r*c*e', ['rpc-id-one']],
])('--only %s', (pattern, expected) => {
  const checks = ['rpc-id-one', 'http-id-two', 'other'].map((id) => check(id));
  const plan = planRun(checks, 'stdio', { modern: ['2026-07-28'], legacy: [] }, { only: [pattern] });
  expect(plan.session.map((planned) => planned.check.id)).toEqual(expected);
});
