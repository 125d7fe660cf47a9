import { beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../check/check.ts';
import { runFewChecks } from '../checks/gate/sample-runs.ts';
import type { RunDocument } from '../run/run-document.ts';
import { type ComparableRun, compareRuns, type RunChange } from './compare-runs.ts';

let sound: RunDocument;
let broken: RunDocument;
beforeAll(async () => {
  [sound, broken] = [await runFewChecks(''), await runFewChecks('rpc-version-field')];
});

const ids = (changes: readonly RunChange[]) => changes.map(({ id }) => id);
const findingsOf = ({ results }: ComparableRun) =>
  results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
/** The same run with other verdicts. */
const judged = (run: RunDocument, verdict: Verdict): RunDocument => ({
  ...run,
  results: run.results.map((result) => ({ ...result, verdict, reason: `said ${verdict}` })),
});

describe('two runs of real servers', () => {
  test('what breaks is regressed, what is mended is fixed, what stays is still', () => {
    expect(findingsOf(broken).length).toBeGreaterThan(0);
    expect(ids(compareRuns(sound, broken).regressed)).toEqual(findingsOf(broken));
    expect(ids(compareRuns(broken, sound).fixed)).toEqual(findingsOf(broken));
    expect(ids(compareRuns(broken, broken).still)).toEqual(findingsOf(broken));
    expect(compareRuns(sound, sound)).toMatchObject({ new: [], regressed: [], fixed: [], still: [], changed: [] });
  });

  test('a finding whose check was left out is not fixed, and says why nobody knows', async () => {
    const other = await runFewChecks('rpc-version-field', ['rpc-error-shape']);
    const { fixed, unverified } = compareRuns(broken, other);
    expect(fixed).toEqual([]);
    expect(ids(unverified)).toEqual(findingsOf(broken));
    expect(unverified[0]).toMatchObject({ head: null, why: 'head did not run it: it was not selected for this run' });
  });

  test('a finding of a check that base left out is new, not regressed', async () => {
    const other = await runFewChecks('rpc-version-field', ['rpc-error-shape']);
    const comparison = compareRuns(other, broken);
    expect(ids(comparison.new)).toEqual(findingsOf(broken));
    expect(comparison.regressed).toEqual([]);
  });
});

describe('verdicts', () => {
  const kindOf = (before: Verdict, after: Verdict) => {
    const { cautions: _, ...kinds } = compareRuns(judged(sound, before), judged(sound, after));
    return Object.entries(kinds).flatMap(([kind, list]) => (list.length > 0 ? [kind] : []));
  };
  test.each<[Verdict, Verdict, string[]]>([
    ['warn', 'fail', ['regressed']],
    ['fail', 'warn', ['still']],
    ['info', 'warn', ['regressed']],
    ['fail', 'info', ['fixed']],
    ['fail', 'untestable', ['unverified']],
    ['fail', 'not-applicable', ['unverified']],
    ['warn', 'error', ['unverified']],
    ['untestable', 'fail', ['new']],
    ['pass', 'untestable', ['changed']],
    ['not-applicable', 'pass', ['changed']],
    ['pass', 'pass', []],
  ])('%s, then %s: %j', (before, after, kinds) => {
    expect(kindOf(before, after)).toEqual(kinds);
  });
});

test('an incomplete run, another version and another transport are cautioned about', () => {
  const summary = { ...broken.summary, outcome: 'incomplete' as const, reason: 'the run was cancelled' };
  const elsewhere = sound.results.map((result) => ({ ...result, transport: 'streamable-http' as const }));
  const head = { ...broken, summary, results: elsewhere, tool: { ...broken.tool, version: '9.9.9' } };
  const { cautions } = compareRuns(sound, head);
  expect(cautions).toEqual([
    'head is incomplete: the run was cancelled. What it did not judge is not compared.',
    'The rules may differ: base is of version 0.0.0, head of 9.9.9.',
    'The transports differ: stdio and streamable-http. No result is in both.',
  ]);
});
