import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultTable } from './fault-table.ts';

test('docs/chaos.md has the table that mcp-lab proxy --list-faults prints', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/chaos.md'), 'utf8');
  expect(page).toContain(faultTable());
});
