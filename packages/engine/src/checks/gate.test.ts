import { type Defect, defects } from '@mcp-lab/fixtures';
import { eraOf, type Revision, type TransportKind } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import type { Level } from '../check/check.ts';
import { levelOf } from '../check/outcomes.ts';
import type { Result } from '../run/result.ts';
import { runAgainstBare } from './gate/run-against-bare.ts';
import { checks } from './registry.ts';

/*
 * A check that no server turns red proves nothing, and one that a sound server turns red lies. So each check has to
 * see the defect that bears its name, and to pass on a server without it.
 */

const redOf: Record<Level, Result['verdict']> = { MUST: 'fail', SHOULD: 'warn', MAY: 'info' };

const describeResult = ({ id, verdict, reason }: Result) => `${id} ${verdict}: ${reason}`;

/** The newest of each era: where a run judges in full. */
function newestOfEachEra(among: readonly Revision[]): Revision[] {
  const modern = among.findLast((revision) => eraOf(revision) === 'modern');
  const legacy = among.findLast((revision) => eraOf(revision) === 'legacy');
  return [modern, legacy].filter((revision) => revision !== undefined);
}

/**
 * What a defect is tried at over one of its transports. Of two transports and two eras each is tried once: with one
 * transport at one era and with the other at the other, by turns, so that all four ways are well trodden.
 */
function revisionsToTry({ revisions, transports }: Defect, index: number, transport: TransportKind): Revision[] {
  const spoken = revisions.filter((revision) => transport !== 'http-sse' || revision === '2024-11-05');
  const newest = newestOfEachEra(spoken);
  if (transports.length === 1 || newest.length === 1) return newest;
  return newest.filter((_, era) => (index + transports.indexOf(transport) + era) % newest.length === 0);
}

test('every check has a server that turns it red', () => {
  const covered = new Set(defects.map((defect) => defect.id));
  expect(checks.map((check) => check.id).filter((id) => !covered.has(id))).toEqual([]);
});

describe('each defect is seen by its check', () => {
  const cases = defects.flatMap((defect, index) =>
    defect.transports.map((transport) => {
      const revisions = revisionsToTry(defect, index, transport);
      return { id: defect.id, transport, revisions, defect };
    }),
  );

  test.concurrent.each(cases)(
    '$id over $transport at $revisions',
    async ({ id, transport, revisions, defect }) => {
      const check = checks.find((candidate) => candidate.id === id);
      if (check === undefined) throw new Error(`no check ${id}`);
      const args = ['--defect', id, ...(defect.extraArgs ?? [])];
      const { results } = await runAgainstBare({ transport, args, revisions, only: [id], inputs: defect.inputs });
      expect(results.map(({ revision }) => revision)).toEqual(revisions);
      const expected = revisions.map((revision) => defect.milder ?? redOf[levelOf(check, revision)]);
      expect(
        results.map(({ verdict }) => verdict),
        results.map(describeResult).join('\n'),
      ).toEqual(expected);
    },
    60_000,
  );
});

describe('the sound server', () => {
  const transports: TransportKind[] = ['stdio', 'streamable-http', 'http-sse'];
  const passed = new Set<string>();

  test.each(transports)(
    'passes everything over %s',
    async (transport) => {
      const { results } = await runAgainstBare({ transport, args: [] });
      for (const { checkId, verdict } of results) if (verdict === 'pass') passed.add(checkId);
      const odd = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'error');
      expect(odd.map(describeResult)).toEqual([]);
    },
    120_000,
  );

  const variants = defects.flatMap(({ id, transports: shown, soundArgs: args, inputs }) =>
    args ? shown.map((transport) => ({ id, transport, args, inputs })) : [],
  );
  test.concurrent.each(variants)(
    'passes $id over $transport when started with $args',
    async ({ id, transport, args, inputs }) => {
      const { results } = await runAgainstBare({ transport, args, only: [id], inputs });
      const verdicts = results.map(({ verdict }) => verdict);
      expect(verdicts, results.map(describeResult).join('\n')).toContain('pass');
      expect(verdicts).not.toContain('fail');
      for (const { checkId, verdict } of results) if (verdict === 'pass') passed.add(checkId);
    },
    60_000,
  );

  test('has shown every check green', () => {
    expect(checks.map(({ id }) => id).filter((id) => !passed.has(id))).toEqual([]);
  });
});
