import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSuiteFile } from '@mcp-lab/engine';
import { expect, test } from 'vitest';

const environment = { LAB_SECRET: 'a', LAB_LOW_TOKEN: 'b', LAB_OTHER_TOKEN: 'c' };
const pages = ['suite-file', 'fuzz', 'consistency', 'process', 'security-suite'];
const examples = pages.flatMap((page) => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs', `${page}.md`), 'utf8');
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = ''], index) => ({ page, index, yaml }));
});

test.each(examples)('docs/$page.md, example $index, is a suite file', ({ yaml }) => {
  const reading = readSuiteFile(yaml, environment);
  expect(reading.ok ? [] : reading.issues).toEqual([]);
});

test('every page has one', () => {
  expect([...new Set(examples.map(({ page }) => page))]).toEqual(pages);
});
