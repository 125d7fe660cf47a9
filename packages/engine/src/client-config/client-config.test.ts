import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportFormat } from '@mcp-lab/contracts';
import { describe, expect, test } from 'vitest';
import { compareConfigs } from './compare-configs.ts';
import { convertConfig, type WritableFormat, writableFormats } from './convert/convert-config.ts';
import { judgeEntry } from './judge-entry.ts';
import { lintConfig } from './lint/lint-config.ts';
import { parseConfig } from './parse-config.ts';
import type { RawConfig } from './raw-config.ts';
import { resolveTarget } from './resolve-target.ts';

/** Real shapes of every client's file, with invented names; where it would stand; what it is to be read as. */
const samples: [sample: string, file: string, format: ImportFormat, servers: string[]][] = [
  [
    'claude_desktop_config.json',
    '/home/ada/.config/Claude/claude_desktop_config.json',
    'claude-desktop',
    ['notes', 'weather'],
  ],
  ['dot-mcp.json', '/home/ada/shop/.mcp.json', 'mcp-json', ['tickets', 'build']],
  ['claude.json', '/home/ada/.claude.json', 'mcp-json', ['tickets', 'stock']],
  ['cursor-mcp.json', '/home/ada/shop/.cursor/mcp.json', 'cursor', ['tickets', 'linter']],
  ['vscode-mcp.json', '/home/ada/shop/.vscode/mcp.json', 'vscode', ['tickets', 'linter']],
  ['vscode-settings.json', '/home/ada/.config/Code/User/settings.json', 'vscode', ['linter']],
  ['cline_mcp_settings.json', '/home/ada/cline_mcp_settings.json', 'cline', ['notes', 'tickets']],
  ['windsurf-mcp_config.json', '/home/ada/.codeium/windsurf/mcp_config.json', 'windsurf', ['tickets']],
  ['gemini-settings.json', '/home/ada/.gemini/settings.json', 'gemini-cli', ['tickets', 'archive', 'stock']],
  ['codex-config.toml', '/home/ada/.codex/config.toml', 'codex', ['notes', 'tickets']],
  ['zed-settings.json', '/home/ada/.config/zed/settings.json', 'zed', ['notes', 'stock', 'tickets']],
  ['server.json', '/home/ada/notes/server.json', 'registry', ['notes-npm', 'notes-oci', 'notes-remote']],
];
const environment = {
  HOME: '/home/ada',
  TICKETS_TOKEN: 'token-17',
  TICKETS_KEY: 'key-17',
  STOCK_KEY: 'key-18',
  NOTES_KEY: 'key-19',
};

function readSample(sample: string, file: string): RawConfig {
  return parseConfig(readFileSync(join(import.meta.dirname, 'samples', `${sample}.sample`), 'utf8'), { file });
}

describe.each(samples)('%s', (sample, file, format, servers) => {
  const config = readSample(sample, file);

  test('is read as what it is, also without its name', () => {
    expect(config.format).toBe(format);
    expect(config.entries.map(({ name }) => name)).toEqual(servers);
    const bare = parseConfig(readFileSync(join(import.meta.dirname, 'samples', `${sample}.sample`), 'utf8'));
    expect(bare.entries.map(({ name }) => name)).toEqual(servers);
  });

  test('holds sound servers and nothing odd', () => {
    expect(config.entries.map((entry) => judgeEntry(entry).reason)).toEqual(servers.map(() => null));
    const problems = lintConfig(config, { file, environment, platform: 'linux' });
    expect(problems.map(({ rule, server, message }) => `${rule} ${server} ${message}`)).toEqual([]);
  });

  test.each(writableFormats)('is written for %s so that it is read back as the same servers', (to) => {
    const converted = convertConfig(config, to);
    const left = new Set(
      converted.notes.filter(({ message }) => message.includes('left out:')).map(({ server }) => server),
    );
    const back = parseConfig(converted.text, { format: to });
    expect(back.entries.map(({ name }) => name)).toEqual(servers.filter((name) => !left.has(name)));
    const sound = back.entries.map((entry) => judgeEntry(entry));
    expect(sound.filter(({ reason }) => reason !== null)).toEqual([]);
    const strange = lintConfig(back, { platform: 'linux' }).filter(
      ({ rule }) => !['relative-path', 'stand-in', 'unresolved', 'name', 'empty-value'].includes(rule),
    );
    expect(strange).toEqual([]);
  });
});

function lint(config: object | string, file: string, more: object = {}) {
  const text = typeof config === 'string' ? config : JSON.stringify(config, null, 2);
  return lintConfig(parseConfig(text, { file }), { file, platform: 'linux', ...more });
}

const rulesOf = (problems: readonly { rule: string }[]) => problems.map(({ rule }) => rule);

describe('lint', () => {
  const claude = 'claude_desktop_config.json';
  const one = (entry: object, file = claude, more: object = {}) => {
    const section = file.startsWith('.vscode') ? 'servers' : 'mcpServers';
    return lint({ [section]: { one: entry } }, file, more);
  };

  test('comments, trailing commas and a byte order mark, with line and column', () => {
    const text = '\uFEFF{\n  // mine\n  "mcpServers": { "a": { "command": "npx", } }\n}';
    expect(lint(text, claude)).toMatchObject([
      { rule: 'byte-order-mark', line: 1 },
      { rule: 'comment', line: 2, column: 3 },
      { rule: 'trailing-comma', line: 3, column: 42 },
    ]);
    expect(lint(text.replace('mcpServers', 'servers'), '.vscode/mcp.json').map(({ rule }) => rule)).toEqual([
      'byte-order-mark',
    ]);
  });

  test('broken text, in one entry and as a whole', () => {
    const problems = lint('{"mcpServers": {\n "a": {"command" "x"},\n "b": {"command": "y"} }}', claude);
    expect(problems[0]).toMatchObject({ rule: 'syntax', level: 'error', line: 2 });
    expect(() => parseConfig('{{', { file: claude })).toThrow('cannot be imported');
    expect(() => parseConfig('[mcp_servers.a\ncommand=', { file: 'config.toml' })).toThrow(/line 1, column \d+/);
    expect(() => parseConfig('model = "x"', { file: 'config.toml' })).toThrow('no [mcp_servers.NAME] table');
  });

  test('a name twice, in other case, or one the client does not take', () => {
    const text = '{"mcpServers": {"a": {"command": "x"}, "a": {"command": "y"}, "A": {"command": "z"}}}';
    expect(lint(text, claude).map(({ rule, level }) => [rule, level])).toEqual([
      ['duplicate-name', 'error'],
      ['duplicate-name', 'warning'],
    ]);
    const named = lint({ mcpServers: { 'my server': { command: 'x' } } }, '.mcp.json');
    expect(named).toMatchObject([{ rule: 'name', fix: 'Call it "my-server".' }]);
  });

  test.each([
    [{ comand: 'npx', command: 'x' }, 'Did you mean "command"?'],
    [{ command: 'x', enviroment: {} }, 'Did you mean "env"?'],
    [{ command: 'x', Args: [] }, 'Did you mean "args"?'],
    [{ url: 'https://a.example/mcp', transport: 'http' }, 'Did you mean "type"?'],
  ])('an unknown member: %o', (entry, fix) => {
    expect(one(entry, '.cursor/mcp.json').find(({ rule }) => rule === 'unknown-key')?.fix).toBe(fix);
  });

  test('the word of another client', () => {
    expect(one({ serverUrl: 'https://a.example/mcp' }, '.cursor/mcp.json')).toMatchObject([
      { rule: 'unknown-key', message: expect.stringContaining('for Windsurf'), fix: 'Write "url" instead.' },
    ]);
    expect(lint({ mcpServers: { a: { command: 'x' } } }, '.vscode/mcp.json')).toMatchObject([
      { rule: 'section', fix: 'Rename "mcpServers" to "servers".' },
    ]);
  });

  test.each([
    [
      { command: 'npx -y @harbour/notes-mcp' },
      'one-string',
      'Write "command": "npx", "args": ["-y","@harbour/notes-mcp"].',
    ],
    [{ command: 'cd /srv && node a.js' }, 'shell-syntax', expect.stringContaining('"sh"')],
    [{ command: 'npx', args: ['-y notes-mcp'] }, 'one-string', expect.stringContaining('each argument')],
    [{ command: 'npx', args: ['notes', '|', 'tee'] }, 'shell-syntax', expect.stringContaining('one program')],
    [{ command: 'npx', args: ['"/a b"'] }, 'quoted-argument', expect.stringContaining('inner quotes')],
    [{ command: '~/bin/notes' }, 'tilde', expect.stringContaining('full path')],
    [{ command: 'npx', args: ['~/notes'] }, 'tilde', expect.stringContaining('full path')],
    [{ command: './server' }, 'relative-path', 'Write the full path.'],
    [{ command: 'node', args: ['dist/index.js'] }, 'relative-path', 'Write the full path.'],
    [{ command: 'cmd', args: ['/c', 'npx'] }, 'windows-only', 'Name the program itself.'],
    [{ command: 'npx', args: ['C:\\notes'] }, 'windows-script', expect.stringContaining('"/c"')],
  ])('the command %o', (entry, rule, fix) => {
    expect(one(entry).filter((problem) => problem.rule === rule)).toMatchObject([{ fix }]);
  });

  test('what looks like these and is none', () => {
    const sound = [
      { command: 'sh', args: ['-c', 'cd /srv && exec node "$SCRIPT" | tee log'] },
      { command: '/Applications/My Tools/notes', args: ['--title', 'two words', '-y'] },
      { command: 'npx', args: ['-y', '@harbour/notes-mcp@1.2.3', '/home/ada'] },
      { command: 'npx', args: ['@harbour/notes.js'] },
      { command: 'node', args: ['/srv/a.js'], env: { TOKEN_TYPE: 'bearer', TOKEN_TTL: '3600', KEYBOARD: 'true' } },
    ];
    for (const entry of sound) expect(one(entry)).toEqual([]);
    expect(one({ command: 'npx', args: ['x'] }, claude, { platform: 'win32' })).toMatchObject([
      { rule: 'windows-script', level: 'error' },
    ]);
    expect(one({ command: 'cmd', args: ['/c', 'npx'] }, claude, { platform: 'win32' })).toEqual([]);
    expect(one({ command: 'node', args: ['dist/index.js'] }, '.vscode/mcp.json')).toEqual([]);
  });

  test('the transport', () => {
    const cases: [object, string, string][] = [
      [{ type: 'stdio', url: 'https://a.example/mcp' }, '.cursor/mcp.json', 'the entry has an address'],
      [{ type: 'http', command: 'x' }, '.cursor/mcp.json', 'the entry has a command'],
      [{ type: 'http' }, '.mcp.json', 'no "url"'],
      [{ type: 'pigeon', url: 'https://a.example/mcp' }, '.mcp.json', 'is not known'],
      [{ url: 'https://a.example/mcp' }, '.mcp.json', 'without "type"'],
      [{ url: 'https://a.example/mcp' }, claude, 'only starts commands'],
      [{ type: 'sse', url: 'https://a.example/mcp' }, '.mcp.json', 'the old transport'],
      [{ type: 'http', url: 'https://a.example/sse' }, '.mcp.json', 'The path /sse'],
      [{ url: 'https://a.example/mcp' }, '.gemini/settings.json', 'old HTTP+SSE transport for "url"'],
      [{ type: 'http', url: 'https://a.example/mcp' }, 'cline_mcp_settings.json', 'does not know the type'],
      [{ type: 'http', url: 'http://a.example/mcp' }, '.mcp.json', 'not on this machine'],
      [{ type: 'http', url: 'ws://a.example/mcp' }, '.mcp.json', 'WebSocket'],
    ];
    for (const [entry, file, words] of cases) {
      expect(
        one(entry, file)
          .map(({ message }) => message)
          .join(' '),
      ).toContain(words);
    }
    expect(one({ type: 'http', url: 'http://localhost:3000/mcp' }, '.mcp.json')).toEqual([]);
  });

  test('references that stay as they are', () => {
    const unresolved = (value: string, file: string, more: object = {}) =>
      one({ command: 'npx', env: { A: value } }, file, more).filter(({ rule }) => rule === 'unresolved');
    expect(unresolved(`\${env:A}`, claude)).toMatchObject([{ level: 'error', fix: 'Write the value itself.' }]);
    expect(unresolved(`\${A}`, '.cursor/mcp.json')).toMatchObject([{ fix: `Write it as \${env:A}.` }]);
    expect(unresolved(`\${env:A}`, '.mcp.json')).toMatchObject([{ fix: `Write it as \${A}.` }]);
    expect(unresolved('$A', '.mcp.json')).toMatchObject([{ level: 'warning' }]);
    expect(unresolved(`\${input:a}`, '.vscode/mcp.json')).toMatchObject([{ message: '"inputs" has no "a".' }]);
    expect(unresolved(`\${input:a}`, '.cursor/mcp.json')).toMatchObject([{ level: 'error' }]);
    expect(unresolved(`\${A}`, '.mcp.json', { environment: {} })).toMatchObject([{ level: 'warning' }]);
    expect(unresolved(`\${A:-b}`, '.mcp.json', { environment: {} })).toEqual([]);
    expect(unresolved(`\${A}`, '.mcp.json', { environment: { A: 'x' } })).toEqual([]);
    expect(unresolved('costs $5', '.mcp.json')).toEqual([]);
  });

  test('secrets are told of and never told', () => {
    const secret = 'q7Zt9-secret-of-ours-1x';
    const entry = {
      command: 'npx',
      args: ['--token', secret, `--api-key=${secret}`, `ghp_${'a1'.repeat(9)}`],
      env: { NOTES_API_KEY: secret, EMPTY: '', LATER: '<YOUR_TOKEN>', LEVEL: 'debug' },
    };
    const problems = one(entry);
    expect(rulesOf(problems)).toEqual([
      'plain-secret',
      'plain-secret',
      'plain-secret',
      'plain-secret',
      'empty-value',
      'stand-in',
    ]);
    const remote = one(
      { url: `https://ada:${secret}@a.example/mcp?api_key=${secret}`, headers: { Authorization: `Bearer ${secret}` } },
      '.cursor/mcp.json',
    );
    expect(rulesOf(remote)).toEqual(['plain-secret', 'plain-secret']);
    expect(JSON.stringify([problems, remote])).not.toMatch(/q7Zt9|ghp_a1/);
  });
});

describe('convert', () => {
  const secret = 'q7Zt9-secret-of-ours-1x';
  const config = parseConfig(
    JSON.stringify({
      mcpServers: {
        notes: {
          command: 'npx',
          args: ['-y', '@harbour/notes-mcp', '--token', `${secret}2`],
          env: { NOTES_TOKEN: secret, LEVEL: 'debug', HOMEPAGE: `\${env:HOMEPAGE}` },
          cwd: '/srv',
        },
        tickets: {
          url: `https://tickets.example.org/mcp?api_key=${secret}3`,
          headers: { Authorization: `Bearer ${secret}4`, Accept: 'application/json' },
        },
      },
    }),
    { file: '.cursor/mcp.json' },
  );
  const written = (format: WritableFormat) => {
    const converted = convertConfig(config, format);
    expect(JSON.stringify(converted)).not.toContain('q7Zt9');
    return converted;
  };

  test('no format gets a secret', () => {
    for (const format of writableFormats) written(format);
  });

  test('VS Code asks for secrets; two secrets are never one', () => {
    const { inputs, servers } = JSON.parse(written('vscode').text);
    expect(inputs.map(({ id, password }: { id: string; password: boolean }) => [id, password])).toEqual([
      ['notes-token', true],
      ['notes-token-2', true],
      ['tickets-api-key', true],
      ['tickets-token', true],
    ]);
    expect(servers.notes).toEqual({
      type: 'stdio',
      command: 'npx',
      args: ['-y', '@harbour/notes-mcp', '--token', `\${input:notes-token-2}`],
      env: { NOTES_TOKEN: `\${input:notes-token}`, LEVEL: 'debug', HOMEPAGE: `\${env:HOMEPAGE}` },
      cwd: '/srv',
    });
    expect(servers.tickets).toMatchObject({
      type: 'http',
      headers: { Authorization: `Bearer \${input:tickets-token}` },
    });
  });

  test('the words of each client', () => {
    const claudeCode = written('mcp-json');
    expect(JSON.parse(claudeCode.text).mcpServers.notes.env.HOMEPAGE).toBe(`\${HOMEPAGE}`);
    expect(claudeCode.notes.map(({ message }) => message).join(' ')).toContain('"cwd" is left out');
    expect(written('codex').text).toContain('bearer_token_env_var = "TICKETS_TOKEN"');
    expect(written('codex').text).toContain('env_vars = [ "NOTES_TOKEN", "HOMEPAGE" ]');
    expect(JSON.parse(written('windsurf').text).mcpServers.tickets.serverUrl).toContain(`\${env:TICKETS_API_KEY}`);
    expect(JSON.parse(written('gemini-cli').text).mcpServers.tickets.httpUrl).toContain(`\${TICKETS_API_KEY}`);
    const desktop = written('claude-desktop');
    expect(Object.keys(JSON.parse(desktop.text).mcpServers)).toEqual(['notes']);
    expect(desktop.notes.find(({ server }) => server === 'tickets')?.message).toContain('left out');
    expect(JSON.parse(desktop.text).mcpServers.notes.env.NOTES_TOKEN).toBe('<NOTES_TOKEN>');
  });

  test('inputs of VS Code become variables elsewhere', () => {
    const vscode = readSample('vscode-mcp.json', '.vscode/mcp.json');
    const { text, notes } = convertConfig(vscode, 'cursor');
    expect(JSON.parse(text).mcpServers.tickets.headers.Authorization).toBe(`Bearer \${env:TICKETS_TOKEN}`);
    expect(notes).toContainEqual({
      server: null,
      message: 'Set these variables where Cursor is started: TICKETS_TOKEN.',
    });
  });
});

test('the same server under two clients with other settings', () => {
  const read = (file: string, config: object) => ({ file, config: parseConfig(JSON.stringify(config), { file }) });
  const differences = compareConfigs([
    read('.mcp.json', { mcpServers: { a: { command: 'npx', args: ['-y', 'notes@1'], env: { K: `\${K}` } } } }),
    read('.cursor/mcp.json', {
      mcpServers: {
        notes: { command: 'npx', args: ['-y', 'notes@2'], env: { K: `\${env:K}`, T: 'secret-17-of-ours' } },
      },
    }),
    read('.vscode/mcp.json', { servers: { a: { command: 'npx', args: ['-y', 'notes@1'], env: { K: `\${env:K}` } } } }),
  ]);
  expect(differences.map(({ message }) => message)).toEqual([
    '"a" and "notes" in Claude Code and Cursor differ in args, env.T.',
    '"notes" and "a" in Cursor and VS Code differ in args, env.T.',
  ]);
  expect(JSON.stringify(differences)).not.toContain('secret-17');
});

test('a server as its client would start it', async () => {
  const resolve = async (sample: string, file: string, name: string) => {
    const config = readSample(sample, file);
    const entry = config.entries.find((candidate) => candidate.name === name);
    if (entry === undefined) throw new Error(name);
    return resolveTarget(entry, { format: config.format, file, environment });
  };
  expect(await resolve('dot-mcp.json', '/home/ada/shop/.mcp.json', 'build')).toMatchObject({
    target: { cwd: '/home/ada/shop', env: { BUILD_DIR: './out', HOME: '/home/ada' } },
    given: ['BUILD_DIR'],
  });
  expect(await resolve('dot-mcp.json', '/home/ada/shop/.mcp.json', 'tickets')).toEqual({
    target: { kind: 'http', url: 'https://tickets.example.org/mcp', headers: { Authorization: 'Bearer token-17' } },
    declared: 'streamable-http',
    given: ['Authorization'],
  });
  expect(await resolve('vscode-mcp.json', '/home/ada/shop/.vscode/mcp.json', 'linter')).toMatchObject({
    target: { args: ['/home/ada/shop/tools/linter.mjs'], cwd: '/home/ada/shop' },
  });
  expect(await resolve('claude.json', '/home/ada/.claude.json', 'stock')).toMatchObject({
    target: { cwd: '/home/ada/shop' },
  });
  expect(await resolve('codex-config.toml', '/home/ada/.codex/config.toml', 'notes')).toMatchObject({
    target: { env: { NOTES_KEY: 'key-19', NOTES_FORMAT: 'markdown' } },
  });
  expect(await resolve('cursor-mcp.json', '/home/ada/no-such-folder/.cursor/mcp.json', 'linter')).toContain('ENOENT');
  expect(await resolve('server.json', '/home/ada/notes/server.json', 'notes-npm')).toMatchObject({
    target: {
      command: 'npx',
      args: ['-y', '@harbour/notes-mcp@1.4.0', `\${FOLDER}`, '--format', 'markdown'],
      env: { NOTES_KEY: 'key-19', NOTES_LEVEL: 'info' },
    },
  });
});
