import { expect, test } from 'vitest';
import { resourcesBlobBase64Check } from '../checks/resources/resources-blob-base64.ts';
import { resourcesNotFoundModernCheck } from '../checks/resources/resources-not-found-modern.ts';
import { explainUnseen } from './explain-unseen.ts';

const unseen = { verdict: 'untestable', reason: 'no blob was read: name one in the suite file' } as const;
const seen = { revision: '2025-11-25', tour: { capabilities: { resources: {} } }, isExercised: true } as const;

test('a check of what the server does not declare does not apply', () => {
  const outcome = explainUnseen(resourcesBlobBase64Check, { ...seen, tour: { capabilities: {} } }, unseen);
  expect(outcome).toMatchObject({ verdict: 'not-applicable', reason: 'resources is not declared' });
});

test('where the revision was only toured, the reason says so', () => {
  const outcome = explainUnseen(resourcesBlobBase64Check, { ...seen, isExercised: false }, unseen);
  expect(outcome.verdict).toBe('untestable');
  expect(outcome.reason).toContain('unless only 2025-11-25 is tested');
});

test('everything else is left as it is', () => {
  expect(explainUnseen(resourcesBlobBase64Check, seen, unseen)).toBe(unseen);
  const passed = { verdict: 'pass', reason: '' } as const;
  expect(explainUnseen(resourcesBlobBase64Check, { ...seen, isExercised: false }, passed)).toBe(passed);
  const empty = { verdict: 'untestable', reason: 'the server lists no prompts' } as const;
  expect(explainUnseen(resourcesBlobBase64Check, { ...seen, isExercised: false }, empty)).toBe(empty);
  expect(explainUnseen(resourcesNotFoundModernCheck, { ...seen, isExercised: false }, unseen)).toBe(unseen);
});
