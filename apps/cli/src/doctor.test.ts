import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bareServerPath } from '@mcp-lab/fixtures';
import { afterAll, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-doctor-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

function runCli(args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, 'doctor', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const outcome: Outcome = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...outcome, code })));
}

function write(name: string, config: object | string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config, null, 2));
  return file;
}

const secret = 'q7Zt9-secret-of-ours-1x';
const sound = { type: 'stdio', command: process.execPath, args: [bareServerPath, 'stdio'] };
const script = 'console.error("WEATHER_API_KEY is not set"); process.exit(1)';
const broken = { type: 'stdio', command: process.execPath, args: ['-e', script], env: { OTHER_TOKEN: secret } };
const config = write('.vscode/mcp.json', { servers: { sound, broken, off: { ...sound, disabled: true } } });

describe('a server', () => {
  test('that connects: 0', async () => {
    const { code, stdout } = await runCli(['--', process.execPath, bareServerPath, 'stdio']);
    expect(stdout).toMatch(/^connects {2}mcp-lab-bare/m);
    expect(stdout).toMatch(/ok {4}Handshake/);
    expect(code).toBe(0);
  });

  test('that does not: 3, the cause on top, then the steps', async () => {
    const { code, stdout } = await runCli(['--', process.execPath, '-e', script]);
    expect(stdout.split('\n')[1]).toBe('does not connect  The server asks for WEATHER_API_KEY, which is not set.');
    expect(stdout).toContain('skip  Handshake');
    expect(code).toBe(3);
  });

  test('as JSON, alone on standard output, secrets taken out', async () => {
    const { code, stdout } = await runCli([
      '--json',
      '--env',
      `OTHER_TOKEN=${secret}`,
      '--',
      process.execPath,
      '-e',
      script,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ connects: false, diagnosis: { step: 'environment' } });
    expect(stdout).not.toContain(secret);
    expect(code).toBe(3);
  });

  test('what a server says cannot move the cursor', async () => {
    const { stdout } = await runCli(['--', process.execPath, '-e', 'console.error("\\u001b[2Jgone"); process.exit(1)']);
    expect(stdout).toContain('\\e[2Jgone');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('a config file', () => {
  test('is linted, and each server looked at: 3 when one does not connect', async () => {
    const { code, stdout } = await runCli([config]);
    expect(stdout).toContain(`${config}:`);
    expect(stdout).toContain('plain-secret');
    expect(stdout).toMatch(/sound {2}.*\nconnects/);
    expect(stdout).toMatch(/broken {2}.*\ndoes not connect {2}The server asks for WEATHER_API_KEY/);
    expect(stdout).toContain('skipped: It is switched off in the config.');
    expect(stdout).not.toContain(secret);
    expect(code).toBe(3);
  });

  test('one server of it; a name that is not there: 2', async () => {
    const { code, stdout } = await runCli([config, '--server', 'sound', '--json']);
    const { files } = JSON.parse(stdout);
    expect(files[0].servers.map(({ name }: { name: string }) => name)).toEqual(['sound']);
    expect(code).toBe(0);
    const unknown = await runCli([config, '--server', 'sounds']);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('There are: sound, broken, off') });
  });

  test('--no-connect starts nothing: 1 for errors, 0 without', async () => {
    const marker = join(folder, 'started');
    const entry = { command: process.execPath, args: ['-e', `require('fs').writeFileSync('${marker}', '')`] };
    const odd = write('odd/claude_desktop_config.json', { mcpServers: { a: { comand: 'x', ...entry }, b: {} } });
    const first = await runCli([odd, '--no-connect', '--json']);
    const { files } = JSON.parse(first.stdout);
    expect(files[0].problems.map(({ rule }: { rule: string }) => rule)).toEqual(['unknown-key', 'entry']);
    expect(first.code).toBe(1);
    const even = write('even/claude_desktop_config.json', { mcpServers: { a: entry } });
    expect((await runCli([even, '--no-connect'])).code).toBe(0);
    expect((await runCli(['--', 'ls', marker])).stdout).toContain('No such file');
  });

  test('that is broken as a whole, or not there', async () => {
    const half = write('half.json', '{\n  "mcpServers": [');
    const { code, stdout } = await runCli([half]);
    expect(stdout).toContain('The client cannot read this file');
    expect(code).toBe(3);
    expect((await runCli([half, '--no-connect'])).code).toBe(1);
    expect((await runCli([join(folder, 'none.json')])).code).toBe(2);
    expect((await runCli([])).code).toBe(2);
    expect((await runCli([config, '--', 'node'])).code).toBe(2);
  });

  test('two of them that differ', async () => {
    const other = write('.cursor/mcp.json', { mcpServers: { sound: { command: process.execPath, args: ['x.js'] } } });
    const { stdout } = await runCli([config, other, '--no-connect']);
    expect(stdout).toContain('"sound" in VS Code and Cursor differ in args.');
  });

  test('is converted: the file alone on standard output, what is left to do beside it', async () => {
    const { code, stdout, stderr } = await runCli([config, '--convert', 'claude-code', '--server', 'broken']);
    expect(JSON.parse(stdout).mcpServers.broken.env).toEqual({ OTHER_TOKEN: `\${OTHER_TOKEN}` });
    expect(stderr).toContain('Set these variables where Claude Code is started: OTHER_TOKEN.');
    expect(stdout + stderr).not.toContain(secret);
    expect(code).toBe(0);
    expect((await runCli([config, '--convert', 'nobody'])).code).toBe(2);
  });
});
