import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzzServerPath } from '@mcp-lab/fixtures';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);
const sound = ['--', process.execPath, fuzzServerPath, 'stdio'];
const broken = [...sound, '--defect', 'wrong-error'];

function runCli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

beforeAll(() => {
  writeFileSync(inFolder('few.yaml'), 'fuzz: { tools: [create_note], phases: [invalid], casesPerTool: 6 }\n');
  const report = `json=${inFolder('run.json')}`;
  const options = ['--suite', 'fuzz', '--suite-file', inFolder('few.yaml'), '--seed', '7', '--reporter', report];
  const { code, stdout, stderr } = runCli('test', ...options, '--reporter', 'pretty', ...broken);
  expect(stderr + stdout).toContain('fail fuzz:error-shape:create_note');
  expect(stdout).toContain(`--suite fuzz --suite-file ${inFolder('few.yaml')} --only fuzz:error-shape:create_note`);
  expect(code).toBe(1);
}, 120_000);

// Each test starts the command line several times.
describe('what the fuzz suite found', { timeout: 120_000 }, () => {
  test('is sent again: FAILED against the stored server, FIXED against a mended one', () => {
    const suite = ['--suite-file', inFolder('few.yaml')];
    const again = runCli('replay', inFolder('run.json'), '--send', ...suite);
    expect(again.stdout).toContain('FAILED fuzz:error-shape:create_note (2025-11-25)  fail -> fail');
    expect(again.code).toBe(1);
    const mended = runCli('replay', inFolder('run.json'), '--send', ...suite, '--json', ...sound);
    expect(JSON.parse(mended.stdout)).toMatchObject([{ fate: 'FIXED', now: 'pass' }]);
    expect(mended.code).toBe(0);
  });

  test('becomes a permanent case by one command: red on the broken server, green on the mended one', () => {
    const file = inFolder('suite.yaml');
    writeFileSync(file, '# Mine.\ncases:\n  - name: mine\n    steps: [{ tool: greet, arguments: { name: Ada } }]\n');
    const added = runCli('fuzz-cases', inFolder('run.json'), '--into', file);
    expect(added.stderr).toMatch(/[1-9] cases added/);
    expect(runCli('fuzz-cases', inFolder('run.json'), '--into', file).stderr).toContain('0 cases added');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('# Mine.');
    expect(text).toContain('Found by the fuzz suite: create_note: error-shape');
    const red = runCli('test', '--suite', 'functional', '--suite-file', file, ...broken);
    expect(red.stdout).toContain('fail case:fuzz-error-shape-create-note');
    expect(red.stdout).toContain('1 passed');
  });
});
