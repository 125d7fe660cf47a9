import { defects } from '@mcp-lab/fixtures';
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

/** Requirements whose catalogue row, or whose defect, asks for less than a failure. */
const milder: Record<string, string> = {
  'rpc-fractional-id-rejected': 'the row says: warn if served',
  'rpc-invalid-params': 'the defect refuses, with another code',
};

/** What a server must be or do for the check to have something to judge, where the plain sound server is not or does not. */
const soundVariants: Record<string, readonly string[]> = {
  'rpc-undeclared-capability-method': ['--without', 'prompts'],
  'rpc-notification-no-id': ['--defect', 'init-no-early-requests'],
  'initialize-error-names-versions': ['--eras', 'modern'],
  'stdio-probe-survivable': ['--eras', 'legacy'],
  'stdio-sigterm-exits': ['--defect', 'stdio-eof-exits'],
};

const describeResult = ({ id, verdict, reason }: Result) => `${id} ${verdict}: ${reason}`;

/** The newest of each era: where a run judges in full. */
function newestOfEachEra(among: readonly Revision[]): Revision[] {
  const modern = among.findLast((revision) => eraOf(revision) === 'modern');
  const legacy = among.findLast((revision) => eraOf(revision) === 'legacy');
  return [modern, legacy].filter((revision) => revision !== undefined);
}

test('every check has a server that turns it red', () => {
  const covered = new Set(defects.map((defect) => defect.id));
  expect(checks.map((check) => check.id).filter((id) => !covered.has(id))).toEqual([]);
});

describe('each defect is seen by its check', () => {
  const cases = defects.flatMap((defect) =>
    defect.transports.map((transport) => ({ id: defect.id, transport, defect })),
  );

  test.concurrent.each(cases)(
    '$id over $transport',
    async ({ id, transport, defect }) => {
      const check = checks.find((candidate) => candidate.id === id);
      if (check === undefined) throw new Error(`no check ${id}`);
      const args = ['--defect', id, ...(defect.extraArgs ?? [])];
      const revisions = newestOfEachEra(defect.revisions);
      const { results } = await runAgainstBare({ transport, args, revisions, only: [id] });
      expect(results.map(({ revision }) => revision)).toEqual(revisions);
      const expected = revisions.map((revision) => (id in milder ? 'warn' : redOf[levelOf(check, revision)]));
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
      const odd = results.filter(({ checkId, verdict }) => verdict !== 'pass' && !mayJudgeNothing(checkId, verdict));
      expect(odd.map(describeResult)).toEqual([]);
    },
    120_000,
  );

  const variants = checks.flatMap(({ id, transports: shown }) => {
    const args = soundVariants[id];
    return args ? shown.map((transport) => ({ id, transport, args })) : [];
  });
  test.each(variants)(
    'passes $id over $transport when started with $args',
    async ({ id, transport, args }) => {
      const { results } = await runAgainstBare({ transport, args, only: [id] });
      const verdicts = results.map(({ verdict }) => verdict);
      if (results.length > 0) expect(verdicts, results.map(describeResult).join('\n')).toContain('pass');
      expect(verdicts).not.toContain('fail');
      for (const { checkId, verdict } of results) if (verdict === 'pass') passed.add(checkId);
    },
    60_000,
  );

  test('has shown every check green', () => {
    expect(checks.map(({ id }) => id).filter((id) => !passed.has(id))).toEqual([]);
  });
});

/** Where the plain sound server gives no occasion, saying so is the right verdict. */
function mayJudgeNothing(checkId: string, verdict: Result['verdict']): boolean {
  if (verdict !== 'untestable' && verdict !== 'not-applicable') return false;
  // Its legacy messages carry no _meta; the modern ones all do.
  return checkId in soundVariants || checkId === 'rpc-meta-key-format';
}
