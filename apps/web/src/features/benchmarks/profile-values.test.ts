import { loadProfileSchema } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { describeExecutor } from './describe-executor.ts';
import { defaultProfileValues, initialFields, parseProfile, valuesOfProfile } from './profile-values.ts';

test('what is shown of a profile is read back as the same profile', () => {
  const profiles = [
    {
      executor: {
        type: 'ramping-vus',
        startVus: 2,
        stages: [
          { seconds: 30, target: 100 },
          { seconds: 5, target: 0 },
        ],
      },
    },
    { executor: { type: 'find-knee', objective: ['latency: p(95)<80'] }, sessions: 4, warmUpSeconds: 3 },
    {
      mix: [{ tool: 'echo', arguments: { text: '$n' }, weight: 3 }, { method: 'tools/list' }],
      thinkTimeMs: { min: 5, max: 20 },
      thresholds: [
        { metric: 'latency{echo}', expression: 'p(99) < 20', abortOnFail: true, delayAbortEvalSeconds: 10 },
        { metric: 'failed', expression: 'rate==0' },
      ],
    },
  ];
  for (const input of profiles) {
    const profile = loadProfileSchema.parse(input);
    expect(parseProfile(valuesOfProfile(profile))).toEqual({ profile });
  }
});

test('each executor begins with values that are good', () => {
  for (const type of [
    'constant-vus',
    'ramping-vus',
    'constant-arrival-rate',
    'ramping-arrival-rate',
    'find-knee',
    'shared-iterations',
    'per-vu-iterations',
  ] as const) {
    expect(parseProfile({ ...defaultProfileValues, executor: type, fields: initialFields(type) })).toHaveProperty(
      'profile.executor.type',
      type,
    );
  }
});

test('stages take minutes and hours', () => {
  const values = {
    ...defaultProfileValues,
    executor: 'ramping-arrival-rate',
    fields: { startRate: '1', maxVus: '9', stages: '2m: 50\n1h: 5' },
  } as const;
  expect(parseProfile(values)).toHaveProperty('profile.executor.stages', [
    { seconds: 120, target: 50 },
    { seconds: 3600, target: 5 },
  ]);
});

test('what is wrong is said at its field', () => {
  const wrong = {
    ...defaultProfileValues,
    fields: { vus: 'many', seconds: '30' },
    sessions: '0',
    thresholds: 'failed: rate<0.01\nno colon here',
  };
  expect(Object.keys((parseProfile(wrong) as { issues: object }).issues).toSorted()).toEqual([
    'fields.vus',
    'sessions',
    'thresholds',
  ]);
  expect(parseProfile({ ...defaultProfileValues, mix: 'tool: echo' })).toHaveProperty('issues.mix');
  expect(parseProfile({ ...defaultProfileValues, mix: '- {tool: echo, wait: 3}' })).toHaveProperty('issues.mix');
});

test('a load in a few words', () => {
  expect(describeExecutor({ type: 'constant-vus', vus: 1, seconds: 10 })).toBe('1 user for 10 s');
  expect(describeExecutor({ type: 'constant-arrival-rate', rate: 500, seconds: 600, maxVus: 10 })).toBe(
    '500 calls/s for 10 min',
  );
});
