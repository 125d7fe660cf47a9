import { loadProfileSchema } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { findProfileIssues } from './find-profile-issues.ts';
import { loadCommand } from './load-command.ts';
import { readLoadProfile } from './read-load-profile.ts';

test('each fault is told with its place', () => {
  const profile = loadProfileSchema.parse({
    mix: [{ tool: 'a', method: 'b' }, { tool: 'c' }],
    executor: { type: 'find-knee', startRate: 50, maxRate: 10, objective: ['latency p(95)<1', 'latency: p(95)!1'] },
    thinkTimeMs: { min: 5, max: 2 },
    thresholds: [
      { metric: 'latency{d}', expression: 'p(95)<1' },
      { metric: 'latency', expression: 'p(95)<x' },
    ],
  });
  expect(findProfileIssues(profile, 'soak').map(({ path }) => path)).toEqual([
    'mix.0',
    'thresholds.0.metric',
    'thresholds.1.expression',
    'executor.startRate',
    'executor.objective.0',
    'executor.objective.1',
    'thinkTimeMs',
    'thinkTimeMs',
    'executor.type',
  ]);
  expect(findProfileIssues(loadProfileSchema.parse({}))).toEqual([]);
});

test('a file is read with the line and column of what is wrong, a suite file by its load', () => {
  const bad = readLoadProfile(
    'executor:\n  type: constant-vus\n  seconds: 5\nthresholds:\n  - metric: latency\n    expression: p(95)<\n',
    {},
  );
  expect(bad).toMatchObject({ ok: false, issues: [{ line: 6, path: 'thresholds.0.expression' }] });
  const suite = readLoadProfile('tools:\n  - tool: echo\nload:\n  sessions: 3\n', {});
  expect(suite).toMatchObject({ ok: true, profile: { sessions: 3 }, suite: { tools: [{ tool: 'echo' }] } });
  const badSuite = readLoadProfile('load:\n  thresholds:\n    - { metric: latency, expression: "<5" }\n', {});
  expect(badSuite).toMatchObject({ ok: false, issues: [{ line: 3, path: 'load.thresholds.0.expression' }] });
});

test('the command that repeats a load holds the same profile', () => {
  const profile = loadProfileSchema.parse({
    mix: [{ tool: "it's", arguments: { text: '$n' } }],
    executor: { type: 'constant-arrival-rate', rate: 50, seconds: 3 },
    thresholds: [{ metric: 'latency', expression: 'p(95)<1', abortOnFail: true }],
  });
  const [command, soak, flag, text = ''] = loadCommand(profile, 'soak');
  expect([command, soak, flag]).toEqual(['bench', '--soak', '--profile']);
  expect(loadProfileSchema.parse(JSON.parse(text))).toEqual(profile);
});
