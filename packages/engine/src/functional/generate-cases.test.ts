import { readFileSync } from 'node:fs';
import { functionalCasesSchema } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import type { StdioTarget } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inspectServer } from '../inspect/inspect-server.ts';
import { findCaseIssues } from './find-case-issues.ts';
import { generateCases } from './generate-cases.ts';
import { printCases } from './print-cases.ts';
import { runFunctional } from './run-functional.ts';

const target: StdioTarget = { kind: 'stdio', command: process.execPath, args: [bareServerPath, 'stdio'], env: {} };
const surfaceOf = (...tools: object[]) => ({
  tools: tools.map((tool) => ({ annotations: { readOnlyHint: true }, ...tool })),
  resources: [],
  resourceTemplates: [],
  prompts: [],
});

test('what is generated from a sound server is valid, says where it is from, and passes there', async () => {
  const { surface } = await inspectServer({ target });
  const generated = generateCases(surface);
  const names = generated.cases.map((one) => one.case.name);
  expect(names).toEqual(
    expect.arrayContaining(['add works', 'add without a', 'add with a wrong a', 'read lab://about', 'prompt summary']),
  );
  expect(names.some((name) => name.startsWith('write'))).toBe(false);
  expect(generated.leftOut.join()).toContain('readOnlyHint');
  const yaml = printCases(generated);
  expect(yaml).toContain('# a is required, so the call must be refused.');
  const cases = functionalCasesSchema.parse(parse(yaml).cases);
  expect(cases.map(({ name }) => name)).toEqual(names);
  expect(findCaseIssues(cases)).toEqual([]);
  const sharing = cases.map((one) => ({ ...one, session: 'shared' as const }));
  const { results } = await runFunctional({ target, cases: sharing, seed: 1, toolVersion: '0' });
  expect(results.filter(({ verdict }) => verdict !== 'pass').map(({ title, reason }) => [title, reason])).toEqual([]);
}, 60_000);

test('tools that may change something only when asked for', () => {
  const surface = surfaceOf({
    name: 'remove',
    annotations: { destructiveHint: true },
    inputSchema: { type: 'object' },
  });
  expect(generateCases(surface).cases).toEqual([]);
  expect(generateCases(surface, { anyTool: true }).cases.map((one) => one.case.name)).toEqual(['remove works']);
});

test('arguments from what the schema names; a schema nothing fits is left out, with the reason', () => {
  const { cases, leftOut } = generateCases(
    surfaceOf(
      {
        name: 'search',
        inputSchema: {
          type: 'object',
          properties: { query: { type: 'string', examples: ['cats'] }, limit: { type: 'integer', default: 5 } },
          required: ['query', 'limit'],
        },
        outputSchema: { type: 'object' },
      },
      {
        name: 'coded',
        inputSchema: { type: 'object', properties: { c: { type: 'string', pattern: '^x{9}$' } }, required: ['c'] },
      },
    ),
  );
  expect(cases[0]?.case.steps).toEqual([
    { tool: 'search', arguments: { query: 'cats', limit: 5 }, expect: { outcome: 'ok', outputSchema: true } },
  ]);
  expect(leftOut).toEqual([expect.stringContaining('tool coded')]);
});

test('a hostile name cannot leave its comment or its string', () => {
  const name = 'a\ncases: []\n# \u001b[31m${x}';
  const generated = generateCases(surfaceOf({ name, inputSchema: { type: 'object' } }));
  const yaml = printCases({ ...generated, leftOut: [`tool ${name}: no`] });
  expect(yaml).not.toContain('\u001b');
  const cases = functionalCasesSchema.parse(parse(yaml).cases);
  expect(cases).toHaveLength(1);
  expect(findCaseIssues(cases)).toEqual([]);
});

test('the example of the manual is a good one', () => {
  const manual = readFileSync(new URL('../../../../docs/functional-cases.md', import.meta.url), 'utf8');
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(manual) ?? [];
  expect(findCaseIssues(functionalCasesSchema.parse(parse(yaml).cases))).toEqual([]);
});
