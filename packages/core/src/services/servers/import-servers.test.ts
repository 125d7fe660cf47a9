import { parseConfig } from '@mcp-lab/engine/client-config/parse-config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../../context.ts';
import { testBackends } from '../../database/test-database.ts';
import { createTestLab, type TestLab } from '../../test-lab.ts';
import { services } from '../index.ts';

const tenEntries = `\uFEFF{
  // Claude Desktop and its relatives
  "mcpServers": {
    "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/tmp"], },
    "typed": { "type": "stdio", "command": "node", "args": ["a.js", 8080], "env": { "PORT": 9, "DEBUG": true } },
    "remote": { "url": "https://example.org/mcp", "headers": { "Authorization": "Bearer \${env:TOKEN}" } },
    "sse": { "type": "sse", "url": "http://127.0.0.1:1/sse" },
    "streamable": { "type": "streamable-http", "url": "http://127.0.0.1:1/mcp" },
    "vars": { "command": "\${workspaceFolder}/run", "args": ["\${input:key}"], "envFile": ".env" },
    "one string": { "command": "node server.js --port 1" },
    /* an args list that never ends its text */
    "broken": { "command": "node", "args": ["a.js" "b.js"] },
    "off": { "command": "node", "disabled": true },
    "Unicode ✓": { "command": "node", "cwd": "/srv" }
  }
}`;

describe.each(testBackends)('import on $name', (backend) => {
  let lab: TestLab;
  let admin: ServiceContext;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    admin = await lab.addUser('admin', 'admin@example.org');
  });
  afterAll(() => lab.close());
  const imported = (content: unknown, more: object = {}) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return services.importServers(admin, { body: { content: text, apply: false, ...more } });
  };

  test('nine sound entries are imported, the broken one is named with its reason', async () => {
    const preview = await imported(tenEntries);
    expect(preview).toMatchObject({ applied: false, servers: [] });
    const applied = await imported(tenEntries, { apply: true });
    expect(applied.entries.map(({ name, status }) => [name, status])).toEqual(
      preview.entries.map(({ name, status }) => [name, status]),
    );
    expect(applied.entries.filter(({ status }) => status !== 'ready')).toEqual([
      expect.objectContaining({
        name: 'broken',
        status: 'invalid',
        reason: 'The JSON of this entry is broken: line 12, column 52: comma expected.',
      }),
    ]);
    expect(applied.servers).toHaveLength(9);
    const typed = applied.servers.find(({ name }) => name === 'typed');
    expect(typed).toMatchObject({ launch: { args: ['a.js', '8080'] }, envNames: ['DEBUG', 'PORT'] });
    const warningsOf = (wanted: string) => applied.entries.find(({ name }) => name === wanted)?.warnings.join(' ');
    expect(warningsOf('remote')).toMatch(/\$\{env:TOKEN\} is an environment variable/);
    expect(warningsOf('vars')).toMatch(/\$\{workspaceFolder\}.*\$\{input:key\} is asked for.*\.env is not read/);
    expect(warningsOf('one string')).toContain('one program');
    expect(warningsOf('off')).toContain('switched off');

    const again = await imported(tenEntries, { apply: true });
    expect(again.servers).toEqual([]);
    expect(new Set(again.entries.map(({ status }) => status))).toEqual(new Set(['duplicate', 'invalid']));
    expect(again.entries[0]).toMatchObject({
      serverId: applied.servers[0]?.id,
      reason: expect.stringContaining('already'),
    });
  });

  test('each bad entry says what is wrong with it', async () => {
    const servers = {
      nothing: {},
      both: { command: 'x', url: 'http://a/' },
      'no command': { type: 'stdio' },
      'no url': { type: 'http' },
      typeless: { type: 'carrier-pigeon', url: 'http://a/' },
      'bad url': { url: 'ftp://example.org' },
      'bad args': { command: 'x', args: 'one two' },
      'bad env': { command: 'x', env: { 'A-B': 'c' } },
      'line break': { command: 'x', args: ['a\nb'] },
      list: [],
      ['long'.repeat(40)]: { command: 'x' },
    };
    const { entries } = await imported({ mcpServers: servers });
    expect(entries.map(({ status }) => status)).toEqual(entries.map(() => 'invalid'));
    expect(entries.map(({ reason }) => reason)).toEqual([
      'It has neither "command" nor "url".',
      'It has both "command" and "url": add a "type", or remove one.',
      'It has the type stdio and no "command".',
      'It has the type http and no "url".',
      'The type "carrier-pigeon" is not known: use stdio, http, sse or streamable-http.',
      'url: must be an absolute http:// or https:// URL.',
      '"args" must be a list of texts.',
      expect.stringContaining('must be a variable name'),
      expect.stringContaining('must not hold NUL or line breaks'),
      'The entry is not an object.',
      expect.stringContaining('name: '),
    ]);
  });

  test('only what is asked for, and a name that stands twice in the file only once', async () => {
    const text = '{"servers":{"one":{"command":"a"},"two":{"command":"b"},"ONE":{"command":"c"}},"inputs":[]}';
    const answer = await imported(text, { apply: true, only: ['one'] });
    expect(answer).toMatchObject({ format: 'vscode', servers: [{ name: 'one' }] });
    expect(answer.entries.map(({ status }) => status)).toEqual(['ready', 'ready', 'duplicate']);
    expect(answer.entries[1]?.serverId).toBeNull();
  });

  test('a file that is none we know is refused as a whole, with the place', async () => {
    for (const [content, words] of [
      ['not json at all', 'not a JSON object'],
      ['[]', 'not a JSON object'],
      ['{"a": {"b": 1}}', 'no "mcpServers"'],
      ['{"mcpServers": 5}', 'no "mcpServers"'],
    ]) {
      await expect(imported(content)).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining(words ?? ''),
      });
    }
  });
});

test('the formats are told apart', () => {
  const formatOf = (config: object) => parseConfig(JSON.stringify(config)).format;
  expect(formatOf({ mcpServers: { a: { command: 'x' } } })).toBe('claude-desktop');
  expect(formatOf({ mcpServers: { a: { url: 'http://a' } } })).toBe('cursor');
  expect(formatOf({ mcpServers: { a: { type: 'http', url: 'http://a' } } })).toBe('mcp-json');
  expect(formatOf({ mcp: { servers: { a: { command: 'x' } } } })).toBe('vscode');
  expect(formatOf({ a: { command: 'x' }, b: { url: 'http://a' } })).toBe('mcp-json');
});

test('a text cut off in the middle gives what stood before the cut', () => {
  const { entries } = parseConfig('{"mcpServers": {"a": {"command": "x"}, "b": {"command": "y", "args": ["z"');
  expect(entries.map(({ name, syntaxProblem }) => [name, syntaxProblem === null])).toEqual([
    ['a', true],
    ['b', false],
  ]);
});
