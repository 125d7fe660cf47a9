import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareServerPath } from '@mcp-lab/fixtures';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import { afterAll, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-around-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

function runCli(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const outcome: Outcome = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...outcome, code })));
}

const sound = ['--', process.execPath, bareServerPath, 'stdio'];

describe('snapshots and drift', () => {
  const file = join(folder, 'surface.json');

  test('inspect --save-snapshot, then drift: nothing changed, exit code 0', async () => {
    const saved = await runCli('inspect', '--save-snapshot', file, ...sound);
    expect(saved).toMatchObject({ code: 0, stderr: expect.stringContaining(`Saved to ${file}`) });
    expect(await runCli('drift', file, ...sound)).toMatchObject({ code: 0, stdout: 'Nothing changed.\n' });
  }, 90_000);

  test('a change: exit code 1, class, place and reason; --accept takes it in', async () => {
    const snapshot = JSON.parse(readFileSync(file, 'utf8'));
    const [tool] = snapshot.tools;
    tool.description = 'Something else.';
    snapshot.tools.push({ name: 'gone', inputSchema: { type: 'object' } });
    const old = join(folder, 'old.json');
    writeFileSync(old, JSON.stringify(snapshot));
    const asJson = await runCli('drift', old, '--json', ...sound);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ worst: 'breaking', counts: { breaking: 1 } });
    expect(asJson.code).toBe(1);
    const { code, stdout } = await runCli('drift', old, '--accept', ...sound);
    expect(stdout).toContain('breaking  tool gone');
    expect(stdout).toMatch(new RegExp(`suspicious  tool ${tool.name} /description`));
    expect(stdout).toContain('1 breaking, 1 suspicious, 0 compatible');
    expect(code).toBe(0);
    expect(readFileSync(old, 'utf8')).toBe(readFileSync(file, 'utf8'));
  }, 90_000);

  test('a file that is no snapshot: exit code 2 and what writes one', async () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, '{}');
    expect(await runCli('drift', other, ...sound)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('inspect --save-snapshot'),
    });
  });
});

describe('compat', () => {
  test('a host that would break: exit code 1, the tool, the place, the source', async () => {
    const { code, stdout } = await runCli('compat', '--host', 'chatgpt', ...sound);
    expect(code).toBe(1);
    expect(stdout).toContain('breaks    ChatGPT connectors');
    expect(stdout).toContain('the server was reached over stdio');
    expect(stdout).toMatch(/https:\/\/\S+ .*\(read 20\d\d-\d\d-\d\d\)/);
  });

  test('--rules lists what is known and from where; an unknown host is told', async () => {
    expect((await runCli('compat', '--rules')).stdout).toContain('github.com/anthropics/claude-code/issues/88882');
    expect(await runCli('compat', '--host', 'nobody', ...sound)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Known hosts: claude-code'),
    });
  });

  test('inspect has it as a table, and the cost by parts', async () => {
    const { stdout } = await runCli('inspect', ...sound);
    expect(stdout).toMatch(
      /context cost +about \d+ tokens on every turn, \d+\.\d % of 200k \(estimated: UTF-8 bytes \/ 4\)/,
    );
    expect(stdout).toMatch(/(fits|degraded|breaks) +Cursor/);
    const { cost, compat } = JSON.parse((await runCli('inspect', '--json', ...sound)).stdout);
    expect(cost.parts.inputSchemas.bytes).toBeGreaterThan(0);
    expect(compat.map(({ host }: { host: string }) => host)).toContain('claude-code');
  });
});

describe('parity', () => {
  test('two ways to different servers: exit code 1 and what each has', async () => {
    const server = await startHttpServer();
    try {
      const { code, stdout } = await runCli('parity', '--and-url', server.url, ...sound);
      expect(code).toBe(1);
      expect(stdout).toMatch(
        /missing +tool slow_echo is offered over streamable-http at 2026-07-28 and not over stdio/,
      );
      expect((await runCli('parity', '--url', server.url, '--and-url', server.url)).stdout).toContain('the same');
    } finally {
      await server.close();
    }
  });

  test('without the other way: exit code 2 and how it is written', async () => {
    expect(await runCli('parity', ...sound)).toMatchObject({ code: 2, stderr: expect.stringContaining('--and-url') });
  });
});

describe('suites around conformance', () => {
  test('--suite interop: the official client as a run of its own, apart from conformance', async () => {
    const { code, stdout } = await runCli('test', '--suite', 'interop', '--json', ...sound);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ kind: 'interop', summary: { outcome: 'passed' } });
    expect(document.results.map(({ area }: { area: string }) => area)).not.toContain('conformance');
    expect(code).toBe(0);
  });

  test('--suite official without the suite: exit code 2 and how it is installed', async () => {
    const { code, stderr } = await runCli('test', '--suite', 'official', '--official-suite', folder, ...sound);
    expect(stderr).toContain('npm install --ignore-scripts @modelcontextprotocol/conformance');
    expect(code).toBe(2);
  });
});
