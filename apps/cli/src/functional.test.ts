import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareServerPath } from '@mcp-lab/fixtures';
import { afterAll, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-functional-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const server = ['--', process.execPath, bareServerPath, 'stdio'];

function runCli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

function suiteOf(text: string): string {
  const file = join(folder, `suite-${text.length}.yaml`);
  writeFileSync(file, text);
  return file;
}

const twoCases = `
cases:
  - name: adds
    steps: [{ tool: add, arguments: { a: 1, b: 2 }, expect: { text: { contains: '3' } } }]
  - name: miscounts
    steps: [{ tool: add, arguments: { a: 1, b: 2 }, expect: { text: { contains: '4' } } }]
`;

describe('mcp-lab generate', () => {
  test('prints a suite file that mcp-lab test can run', () => {
    const generated = runCli('generate', ...server);
    expect(generated.code).toBe(0);
    expect(generated.stdout).toContain('- name: add works');
    const file = suiteOf(generated.stdout);
    const only = ['--only', 'case:add-*', '--only', 'tag:prompt'];
    const { code, stdout } = runCli('test', '--suite', 'functional', '--suite-file', file, ...only, ...server);
    expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/);
    expect(code).toBe(0);
  });

  test('nobody listens: exit code 3, and nothing on standard output', () => {
    const { code, stdout, stderr } = runCli('generate', '--url', 'http://127.0.0.1:1/mcp');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('Nothing listens there');
  });
});

describe('mcp-lab test with a suite file', () => {
  test('a failing case: exit code 1, what came, and the command that runs it alone', () => {
    const file = suiteOf(twoCases);
    const { code, stdout } = runCli('test', '--suite', 'functional', '--suite-file', file, ...server);
    expect(code).toBe(1);
    expect(stdout).toContain('fail case:miscounts');
    expect(stdout).toContain('step 1 (tool add): the text should contain "4"');
    expect(stdout).toContain(`--suite functional --suite-file ${file} --only case:miscounts`);
    expect(stdout).toContain('1 passed, 1 failed');
  });

  test('conformance and cases together, against the target of the file', () => {
    const target = JSON.stringify({ command: process.execPath, args: [bareServerPath, 'stdio'] });
    const file = suiteOf(`target: ${target}\nonly: [rpc-version-field, 'case:adds']${twoCases}`);
    const { code, stdout } = runCli('test', '--suite-file', file, '--json');
    const { results, transcript, connections } = JSON.parse(stdout);
    expect(code).toBe(0);
    const areas = new Set(results.map((result: { area: string }) => result.area));
    expect(areas).toEqual(new Set(['jsonrpc', 'functional']));
    const seqs = transcript.frames.map((frame: { seq: number }) => frame.seq);
    expect(new Set(seqs).size).toBe(seqs.length);
    const numbers = connections.map(({ connection }: { connection: number }) => connection);
    expect(new Set(numbers).size).toBe(numbers.length);
    const adds = results.find((result: { checkId: string }) => result.checkId === 'case:adds');
    const shown = transcript.frames.filter((frame: { seq: number }) => adds.evidence.includes(frame.seq));
    expect(JSON.stringify(shown)).toContain('add');
  });

  test.each([
    [
      'a mistake',
      'cases:\n  - name: x\n    stepz: []\n',
      /suite-\d+\.yaml:3:5 cases\.0\.stepz: stepz is not known here/,
    ],
    [
      'no JSONPath',
      'cases:\n  - name: x\n    steps: [{ tool: t, save: { v: "$[" } }]\n',
      /:3:\d+ cases\.0\.steps\.0\.save\.v: .*no JSONPath/,
    ],
    ['no cases', 'name: empty\n', /There are no cases to run/],
  ])('%s: exit code 2 and where', (_title, text, message) => {
    const { code, stderr } = runCli('test', '--suite', 'functional', '--suite-file', suiteOf(text), ...server);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
