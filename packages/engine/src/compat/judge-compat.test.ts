import type { JsonObject } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import type { CompatSubject } from './apply-rule.ts';
import { compatHosts } from './compat-hosts.ts';
import { judgeCompat } from './judge-compat.ts';

const tool: JsonObject = {
  name: 'list_files',
  description: 'Lists the files of a folder.',
  inputSchema: {
    type: 'object',
    properties: { path: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
  },
  outputSchema: { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' },
};
const named = (name: string): JsonObject => ({ ...tool, name });
const tools = [named('search'), named('fetch'), tool];
const green: CompatSubject = {
  tools,
  transport: 'streamable-http',
  eras: ['legacy', 'modern'],
  serverName: 'files',
  instructions: 'Short.',
};
const withTool = (change: JsonObject): CompatSubject => ({
  ...green,
  tools: [...tools, { ...tool, name: 'odd', ...change }],
});
const many = (count: number): CompatSubject => ({
  ...green,
  tools: [...tools, ...Array.from({ length: count - 3 }, (_, at) => named(`tool_${at}`))],
});
const draft7 = { outputSchema: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' } };
const array = {
  inputSchema: { type: 'object', properties: { 'a/b': { anyOf: [{ type: 'array' }, { type: 'null' }] } } },
};

/** One surface for each rule that turns it red, and where. */
const red: Record<string, [subject: CompatSubject, tool: string | null, path: string]> = {
  'claude-code/output-dialect': [withTool(draft7), 'odd', '/outputSchema/$schema'],
  'claude-code/input-combinators': [
    withTool({ inputSchema: { type: 'object', oneOf: [] } }),
    'odd',
    '/inputSchema/oneOf',
  ],
  'claude-code/name-characters': [withTool({ name: 'files.list' }), 'files.list', '/name'],
  'claude-code/full-name-length': [withTool({ name: 'x'.repeat(117) }), 'x'.repeat(117), '/name'],
  'claude-code/full-name-length-tool-search': [withTool({ name: 'x'.repeat(53) }), 'x'.repeat(53), '/name'],
  'claude-code/property-names': [
    withTool({ inputSchema: { type: 'object', properties: { 'a[]': {} } } }),
    'odd',
    '/inputSchema/properties/a[]',
  ],
  'claude-code/description-length': [withTool({ description: 'ä'.repeat(1025) }), 'odd', '/description'],
  'claude-code/instructions-length': [{ ...green, instructions: 'x'.repeat(2049) }, null, ''],
  'claude-code/era': [{ ...green, eras: ['modern'] }, null, ''],
  'claude-desktop/name-pattern': [withTool({ name: 'x'.repeat(65) }), 'x'.repeat(65), '/name'],
  'claude-desktop/output-dialect': [withTool(draft7), 'odd', '/outputSchema/$schema'],
  'cursor/name-characters': [withTool({ name: 'files.list' }), 'files.list', '/name'],
  'cursor/name-hyphens': [withTool({ name: 'files-list' }), 'files-list', '/name'],
  'cursor/full-name-length': [withTool({ name: 'x'.repeat(55) }), 'x'.repeat(55), '/name'],
  'cursor/tool-count': [many(81), null, ''],
  'vscode/array-items': [withTool(array), 'odd', '/inputSchema/properties/a~1b/anyOf/0'],
  'vscode/tool-count': [many(129), null, ''],
  'vscode/name-characters': [withTool({ name: 'files.list' }), 'files.list', '/name'],
  'vscode/description-missing': [withTool({ description: '' }), 'odd', '/description'],
  'vscode/era': [{ ...green, eras: ['modern'] }, null, ''],
  'chatgpt/transports': [{ ...green, transport: 'stdio' }, null, ''],
  'chatgpt/search-and-fetch': [{ ...green, tools: [tool] }, null, ''],
  'windsurf/tool-count': [many(101), null, ''],
  'gemini-cli/name-length': [withTool({ name: 'x'.repeat(54) }), 'x'.repeat(54), '/name'],
  'gemini-cli/name-characters': [withTool({ name: 'files list' }), 'files list', '/name'],
  'gemini-cli/era': [{ ...green, eras: ['modern'] }, null, ''],
  'copilot-cli/name-characters': [withTool({ name: 'files.list' }), 'files.list', '/name'],
  'codex/name-characters': [withTool({ name: 'files.list' }), 'files.list', '/name'],
  'typescript-sdk-v1/output-root-object': [withTool({ outputSchema: { type: 'array' } }), 'odd', '/outputSchema/type'],
  'typescript-sdk-v1/input-root-object': [withTool({ inputSchema: {} }), 'odd', '/inputSchema/type'],
  'typescript-sdk-v1/era': [{ ...green, eras: ['modern'] }, null, ''],
};

/** Every transport there is: no server can break them, they are there to be read. */
const takesAll = compatHosts.flatMap(({ host, rules }) =>
  rules.flatMap((rule) => (rule.kind === 'transports' && rule.supported.length === 3 ? [`${host}/${rule.id}`] : [])),
);

test('every rule that can be broken is here', () => {
  const all = compatHosts.flatMap(({ host, rules }) => rules.map(({ id }) => `${host}/${id}`));
  expect(new Set(all).size).toBe(all.length);
  expect([...Object.keys(red), ...takesAll].sort()).toEqual(all.sort());
});

describe.each(compatHosts)('$host', (host) => {
  test('takes a server that keeps to its rules', () => {
    expect(judgeCompat(green, host)).toMatchObject({ verdict: 'fits', findings: [] });
  });

  const own = Object.entries(red).filter(([key]) => key.startsWith(`${host.host}/`));
  test.each(own)('%s', (key, [subject, tool, path]) => {
    const { findings, verdict } = judgeCompat(subject, host);
    const found = findings.filter(({ ruleId }) => ruleId === key.split('/')[1]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ tool, path });
    expect(verdict).toBe(findings.some(({ breaks }) => breaks) ? 'breaks' : 'degraded');
  });
});

test('what is not well known is mentioned and does not break', () => {
  const cursor = compatHosts.find(({ host }) => host === 'cursor');
  expect(cursor && judgeCompat(withTool({ name: 'files-list' }), cursor).verdict).toBe('degraded');
});
