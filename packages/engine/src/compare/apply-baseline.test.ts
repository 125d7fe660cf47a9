import { beforeAll, describe, expect, test } from 'vitest';
import { runFewChecks } from '../checks/gate/sample-runs.ts';
import type { RunDocument } from '../run/run-document.ts';
import { applyBaseline } from './apply-baseline.ts';
import { formatBaseline, parseBaseline } from './baseline-text.ts';
import { writeBaseline } from './write-baseline.ts';

const today = '2026-11-22';
const reason = 'known, mended in the next release';
let broken: RunDocument;
let findings: string[];
beforeAll(async () => {
  broken = await runFewChecks('rpc-version-field');
  findings = broken.results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
});

test('an entry accepts its findings, at one revision or at all', () => {
  const all = applyBaseline(broken, { accept: [{ check: 'rpc-version-field', reason }] }, today);
  expect([...all.accepted.keys()]).toEqual(findings);
  expect(all).toMatchObject({ open: [], stale: [], expired: [], unverified: [] });
  const one = applyBaseline(
    broken,
    { accept: [{ check: 'rpc-version-field', revision: '2026-07-28', reason }] },
    today,
  );
  expect([...one.accepted.keys()]).toEqual(['rpc-version-field@stdio@2026-07-28']);
  expect(one.open.map(({ id }) => id)).toEqual(findings.filter((id) => !id.endsWith('2026-07-28')));
});

describe('an entry without its finding', () => {
  test.each([
    ['whose check passes now', { check: 'rpc-error-shape', reason }, 'stale'],
    ['that names no check there is', { check: 'rpc-no-such-check', reason }, 'stale'],
    ['past its day, whose check passes', { check: 'rpc-error-shape', reason, until: '2020-01-01' }, 'stale'],
    ['whose check was not run', { check: 'rpc-unknown-method', reason }, 'unverified'],
    ['at a revision that was not run', { check: 'rpc-version-field', revision: '2024-11-05', reason }, 'unverified'],
    [
      'over a transport that was not used',
      { check: 'rpc-version-field', transport: 'http-sse' as const, reason },
      'unverified',
    ],
  ] as const)('%s', (_, entry, kind) => {
    const report = applyBaseline(broken, { accept: [entry] }, today);
    expect({ stale: report.stale, unverified: report.unverified }).toEqual({
      stale: [],
      unverified: [],
      [kind]: [entry],
    });
  });
});

test('an entry holds on its last day and no longer', () => {
  const accept = [{ check: 'rpc-version-field', reason, until: today }];
  expect(applyBaseline(broken, { accept }, today).open).toEqual([]);
  const later = applyBaseline(broken, { accept }, '2026-11-23');
  expect(later.expired).toEqual(accept);
  expect(later.open.map(({ id }) => id)).toEqual(findings);
});

describe('a written baseline', () => {
  test.each(['json', 'yaml'] as const)('accepts everything when it is read again from %s', (format) => {
    const written = parseBaseline(formatBaseline(writeBaseline(broken, today), format));
    expect(applyBaseline(broken, written, today)).toMatchObject({ open: [], stale: [], unverified: [] });
  });

  test('keeps what was said of a finding, drops what is stale, keeps what could not be verified', () => {
    const known = { check: 'rpc-version-field', revision: '2026-07-28', reason, until: '2027-01-01' };
    const unverified = { check: 'rpc-unknown-method', reason };
    const { accept } = writeBaseline(broken, today, {
      accept: [known, { check: 'rpc-error-shape', reason }, unverified],
    });
    expect(accept).toContainEqual(known);
    expect(accept).toContainEqual(unverified);
    expect(accept.map(({ check }) => check)).not.toContain('rpc-error-shape');
    expect(accept).toHaveLength(findings.length + 1);
  });
});

test.each([
  ['no reason', 'accept:\n  - check: rpc-error-shape\n', /accept\.0\.reason/],
  ['a date that is none', '{"accept": [{"check": "a", "reason": "because", "until": "soon"}]}', /accept\.0\.until/],
  ['a member that is not known', 'accpet: []\n', /accpet/],
  ['no YAML', 'accept: [', /./],
])('%s is refused with its place', (_, text, message) => {
  expect(() => parseBaseline(text)).toThrow(message);
});
