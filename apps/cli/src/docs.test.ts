import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suiteFileJsonSchema } from '@mcp-lab/contracts';
import { describeChecks } from '@mcp-lab/engine';
import { expect, test } from 'vitest';
import { checksPage } from './commands/checks.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8');

test('docs/checks.md is what mcp-lab checks --markdown prints', async () => {
  expect(read('checks.md')).toBe(checksPage(await describeChecks()));
});

test('docs/suite-file.schema.json is what mcp-lab schema prints', () => {
  expect(JSON.parse(read('suite-file.schema.json'))).toEqual(suiteFileJsonSchema());
});
