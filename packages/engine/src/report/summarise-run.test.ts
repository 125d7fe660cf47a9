import { expect, test } from 'vitest';
import type { Verdict } from '../check/check.ts';
import type { Result } from '../run/result.ts';
import { summariseResults } from '../run/summarise-results.ts';
import { summariseRun } from './summarise-run.ts';

const profile = {
  transport: 'stdio' as const,
  modern: ['2026-07-28' as const],
  legacy: ['2025-06-18' as const, '2025-11-25' as const],
  unknownVersions: [],
  evidence: [],
};

function result(checkId: string, verdict: Verdict, severity: Result['severity'] = 'none'): Result {
  return {
    id: `${checkId}@stdio@2026-07-28`,
    checkId,
    area: 'jsonrpc',
    title: checkId,
    level: 'MUST',
    transport: 'stdio',
    revision: '2026-07-28',
    verdict,
    reason: 'because',
    severity,
    spec: { path: 'basic/index', url: 'https://modelcontextprotocol.io/specification/2026-07-28/basic/index' },
    fix: 'do better',
    evidence: [],
    repro: { cli: 'mcp-lab test', curl: null, shell: null },
    durationMs: 1,
  };
}

test('findings come first, the weightiest on top', () => {
  const results = [
    result('a', 'pass'),
    result('b', 'warn', 'low'),
    result('c', 'fail', 'medium'),
    result('d', 'fail', 'high'),
  ];
  const digest = summariseRun({ summary: summariseResults(results, undefined), results, profile });
  expect(digest.headline).toBe('1 of 4 judged requirements hold; 2 failures and 1 warning');
  expect(digest.findings.map((finding) => finding.checkId)).toEqual(['d', 'c', 'b']);
  expect(digest.counts).toEqual([
    { verdict: 'fail', count: 2 },
    { verdict: 'warn', count: 1 },
    { verdict: 'pass', count: 1 },
  ]);
  expect(digest.spoken).toBe('stdio, 2026-07-28, 2025-11-25 and 2025-06-18');
});

test('what was not judged never counts as holding', () => {
  const results = [result('a', 'untestable'), result('b', 'not-applicable')];
  const digest = summariseRun({ summary: summariseResults(results, undefined), results, profile });
  expect(digest.headline).toBe('incomplete, nothing could be judged; 0 of 0 judged requirements hold');
});

test('a harness error makes a run incomplete', () => {
  const results = [result('a', 'pass'), result('b', 'error')];
  const { summary } = { summary: summariseResults(results, undefined) };
  expect(summary.outcome).toBe('incomplete');
  expect(summariseRun({ summary, results, profile }).findings.map((finding) => finding.checkId)).toEqual(['b']);
});
