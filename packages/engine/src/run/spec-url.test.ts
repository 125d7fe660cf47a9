import { expect, test } from 'vitest';
import { specUrl } from './spec-url.ts';

const site = 'https://modelcontextprotocol.io/specification';

test.each([
  ['basic/index#error-codes', '2026-07-28', `${site}/2026-07-28/basic/index#error-codes`],
  ['basic/index#error-codes', '2025-11-25', `${site}/2025-11-25/basic/index#error-responses`],
  ['basic/index#error-codes', '2025-06-18', `${site}/2025-06-18/basic/index#responses`],
  ['basic/index#result-responses', '2024-11-05', `${site}/2024-11-05/basic/messages#responses`],
  ['basic/index#messages', '2024-11-05', `${site}/2024-11-05/basic/messages`],
  ['basic/transports/stdio#shutdown', '2025-06-18', `${site}/2025-06-18/basic/lifecycle#shutdown`],
  ['schema', '2025-11-25', `${site}/2025-11-25/schema`],
] as const)('%s at %s is the section of that name then', (path, revision, url) => {
  expect(specUrl(path, revision)).toBe(url);
});

test('an extension has one text for all revisions', () => {
  const text = 'https://modelcontextprotocol.io/seps/2663-tasks-extension#tasks';
  expect(specUrl('seps/2663-tasks-extension#tasks', '2026-07-28')).toBe(text);
});

test('the schema of the oldest revisions is a file of the repository', () => {
  expect(specUrl('schema', '2024-11-05')).toMatch(/^https:\/\/github\.com\/.*\/schema\/2024-11-05\/schema\.ts$/);
});
