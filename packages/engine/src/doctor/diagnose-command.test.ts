import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { DoctorReport } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import type { StdioTarget } from '@mcp-lab/wire';
import { afterAll, describe, expect, test } from 'vitest';
import { diagnoseServer } from './diagnose-server.ts';
import type { DoctorOptions } from './doctor-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const systemPath = ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
const nodeFolder = dirname(process.execPath);
const soundEnv = { PATH: [nodeFolder, systemPath].join(delimiter), HOME: folder };

function write(name: string, text: string | Buffer, mode = 0o755): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

function diagnose(target: Partial<StdioTarget> & { command: string }, more: Partial<DoctorOptions> = {}) {
  const whole: StdioTarget = { kind: 'stdio', args: [], env: soundEnv, ...target };
  return diagnoseServer({ target: whole, timeoutMs: 4_000, ...more });
}

function statuses({ steps }: DoctorReport): Record<string, string> {
  return Object.fromEntries(steps.map(({ id, status }) => [id, status]));
}

const bare = { command: process.execPath, args: [bareServerPath, 'stdio'] };
const fixture = (name: ProcessFixture) => ({ ...processTarget(name), env: soundEnv });
const answering = processTarget('answers').args[0] ?? '';

describe('a sound server', () => {
  test('connects, every step is ok, and it says who answered', async () => {
    const report = await diagnose(bare);
    expect(statuses(report)).toEqual({
      command: 'ok',
      path: 'ok',
      permissions: 'ok',
      environment: 'ok',
      start: 'ok',
      handshake: 'ok',
    });
    expect(report).toMatchObject({ connects: true, diagnosis: null });
    expect(report.server).toMatchObject({ transport: 'stdio', name: expect.any(String) });
    expect(report.server?.revisions[0]).toBe('2026-07-28');
    expect(report.steps.find(({ id }) => id === 'start')?.seen).toMatch(/first byte on stdout came after \d+ ms/);
  });

  test('found on PATH, by a script with #!, in a working directory with a relative file', async () => {
    write('sound/server.sh', `#!/usr/bin/env sh\nexec "${process.execPath}" "${bareServerPath}" stdio\n`);
    const env = { ...soundEnv, PATH: [join(folder, 'sound'), soundEnv.PATH].join(delimiter) };
    const report = await diagnose({ command: 'server.sh', env });
    expect(report.diagnosis).toBeNull();
    expect(report.steps[0]?.seen).toBe(`server.sh is ${join(folder, 'sound', 'server.sh')}.`);
    const relative = await diagnose({ command: './server.sh', cwd: join(folder, 'sound') });
    expect(relative.diagnosis).toBeNull();
  });
});

describe('the command', () => {
  const what = async (target: Partial<StdioTarget> & { command: string }, more?: Partial<DoctorOptions>) => {
    const report = await diagnose(target, more);
    expect(report.connects).toBe(false);
    expect(statuses(report).handshake).toBe('skipped');
    return report.diagnosis;
  };

  test('a name that is nowhere: the directories that were searched', async () => {
    const report = await diagnose({ command: 'mcp-lab-no-such-program' });
    expect(report.diagnosis).toMatchObject({ step: 'command', what: 'mcp-lab-no-such-program was not found.' });
    expect(report.steps[0]?.evidence).toEqual(soundEnv.PATH.split(delimiter));
  });

  test('installed where a version manager puts it, which is not on PATH', async () => {
    const file = write('.nvm/versions/node/v24.1.0/bin/weather-mcp', '#!/bin/sh\n');
    write('.nvm/versions/node/v9.9.0/bin/weather-mcp', '#!/bin/sh\n');
    expect(await what({ command: 'weather-mcp' })).toMatchObject({
      step: 'command',
      what: 'weather-mcp is not on PATH.',
      why: expect.stringContaining(file),
      fix: expect.stringContaining(`Write ${file} as the command`),
    });
  });

  test('a whole command line', async () => {
    expect(await what({ command: 'node server.js --port 1' })).toMatchObject({
      step: 'command',
      what: 'The whole command line stands in the command.',
      fix: 'Write node as the command, and "server.js", "--port", "1" as arguments.',
    });
  });

  test.each([
    ['source', 'is a command of the shell'],
    ['cd /srv && node server.js', 'is a line for a shell'],
    ['~/bin/server', 'begins with "~"'],
    ['cmd', 'exists on Windows only'],
    ['C:\\Tools\\server.exe', 'exists on Windows only'],
    ['/no/such/file', 'The file /no/such/file does not exist.'],
    ['./build/server', 'The file ./build/server does not exist.'],
    ['', 'The command is empty.'],
  ])('%s', async (command, words) => {
    expect(await what({ command })).toMatchObject({ step: 'command', what: expect.stringContaining(words) });
  });

  test('a link to nothing', async () => {
    symlinkSync(join(folder, 'gone'), join(folder, 'link-to-nothing'));
    expect((await what({ command: join(folder, 'link-to-nothing') }))?.what).toContain('which does not exist');
  });

  test('a script without #!, one with Windows line ends, one with a byte order mark, one without its interpreter', async () => {
    const script = 'const answer = () => console.log("x");\nanswer(;\n';
    const cases = {
      'bare.js': [script, 'has no #! line'],
      'crlf.sh': ['#!/bin/sh\r\necho\r\n', 'has Windows line ends'],
      'mark.js': [`\uFEFF#!/usr/bin/env node\n${script}`, 'begins with a byte order mark'],
      'lost.rb': ['#!/usr/bin/env mcp-lab-no-ruby\n', 'is run by mcp-lab-no-ruby, which was not found'],
    };
    for (const [name, [text = '', words = '']] of Object.entries(cases)) {
      const report = await diagnose({ command: write(name, text) });
      expect(report.diagnosis).toMatchObject({ step: 'command', what: expect.stringContaining(words) });
    }
  });

  test('a program for another processor or system', async () => {
    const elf = Buffer.alloc(64);
    elf.write('\x7fELF', 'latin1');
    elf.set([2, 1, 1], 4);
    elf.writeUInt16LE(process.arch === 's390x' ? 62 : 22, 18);
    const foreign = await diagnose({ command: write('foreign-elf', elf) });
    expect(foreign.diagnosis).toMatchObject({ step: 'command', what: expect.stringMatching(/is built for|Linux/) });
    const windows = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
    const exe = await diagnose({ command: write('server-for-windows', windows) });
    expect(exe.diagnosis).toMatchObject({ step: 'command', what: expect.stringContaining('a program for Windows') });
  });

  test('shell syntax among the arguments is the cause only when the server does not work', async () => {
    const sound = await diagnose({ command: process.execPath, args: [answering, '|', 'tee'] });
    expect(sound.connects).toBe(true);
    expect(statuses(sound).command).toBe('warn');
    const broken = await diagnose({ command: process.execPath, args: ['-e', 'process.exit(3)', '&&', 'x'] });
    expect(broken.diagnosis).toMatchObject({ step: 'command', what: 'One of the arguments is &&.' });
  });
});

describe('PATH, permissions, environment', () => {
  test('a program a desktop client does not find, or finds another of', async () => {
    const own = write('own/lab-server', `#!/bin/sh\nexec "${process.execPath}" "${bareServerPath}" stdio\n`);
    const other = write('desktop/lab-server', '#!/bin/sh\n');
    const env = { ...soundEnv, PATH: [dirname(own), soundEnv.PATH].join(delimiter) };
    const hidden = await diagnose({ command: 'lab-server', env }, { desktopPath: systemPath });
    expect(hidden.connects).toBe(true);
    expect(hidden.steps[1]).toMatchObject({
      status: 'warn',
      findings: [{ what: expect.stringContaining('may not find'), fix: expect.stringContaining(own) }],
    });
    const changed = await diagnose({ command: 'lab-server', env }, { desktopPath: dirname(other) });
    expect(changed.steps[1]?.findings[0]?.what).toContain(other);
    for (const same of [{ desktopPath: dirname(own) }, { desktopPath: systemPath, given: ['PATH'] }]) {
      expect((await diagnose({ command: 'lab-server', env }, same)).steps[1]?.status).toBe('ok');
    }
  });

  test('a file without the permission, a directory, a working directory that is none', async () => {
    const report = await diagnose({ command: write('locked.sh', '#!/bin/sh\n', 0o644) });
    expect(report.diagnosis).toMatchObject({ step: 'permissions', fix: expect.stringContaining('chmod +x') });
    expect((await diagnose({ command: folder })).diagnosis?.what).toContain('is a directory');
    const lost = await diagnose({ ...bare, cwd: join(folder, 'no-such-folder') });
    expect(lost.diagnosis).toMatchObject({ step: 'permissions', what: expect.stringContaining('does not exist') });
    const file = await diagnose({ ...bare, cwd: write('a-file', '') });
    expect(file.diagnosis?.what).toContain('is not a directory');
  });

  // Root may enter and read everything.
  test.skipIf(process.getuid?.() === 0)('a directory that may not be entered', async () => {
    const file = write('closed/server.sh', '#!/bin/sh\n');
    chmodSync(dirname(file), 0o600);
    const report = await diagnose({ command: file });
    chmodSync(dirname(file), 0o755);
    expect(report.diagnosis).toMatchObject({ what: expect.stringContaining('may not be') });
  });

  test('a script that is not there', async () => {
    const report = await diagnose({ command: process.execPath, args: ['dist/index.js'], cwd: folder });
    expect(report.diagnosis).toMatchObject({
      step: 'permissions',
      what: `${join(folder, 'dist/index.js')} does not exist.`,
    });
  });

  const needsKey =
    'if (!process.env.WEATHER_API_KEY) { console.error("Error: WEATHER_API_KEY is not set"); process.exit(1) }';

  test('a variable the last words ask for', async () => {
    const file = write('needs-key.mjs', `${needsKey}\nawait import(${JSON.stringify(answering)});\n`);
    const without = await diagnose({ command: process.execPath, args: [file] });
    expect(without.diagnosis).toMatchObject({
      step: 'environment',
      what: 'The server asks for WEATHER_API_KEY, which is not set.',
      why: expect.stringContaining('WEATHER_API_KEY is not set'),
    });
    expect(statuses(without).start).toBe('fail');
    const env = { ...soundEnv, WEATHER_API_KEY: 'a-key-of-ours-17' };
    expect((await diagnose({ command: process.execPath, args: [file], env })).diagnosis).toBeNull();
  });

  test('variables that are empty or still hold a stand-in: a warning, the cause when the server says so', async () => {
    const env = { ...soundEnv, WEATHER_API_KEY: '', OTHER_TOKEN: '<YOUR_TOKEN>', THIRD: `\${env:THIRD}` };
    const given = ['WEATHER_API_KEY', 'OTHER_TOKEN', 'THIRD'];
    const works = await diagnose({ ...bare, env }, { given });
    expect(works.connects).toBe(true);
    expect(works.steps.find(({ id }) => id === 'environment')?.findings.map((finding) => finding.what)).toEqual([
      'The variable WEATHER_API_KEY is empty.',
      'The variable OTHER_TOKEN still holds a stand-in.',
      `The variable THIRD still holds \${env:THIRD}.`,
    ]);
    const file = write('empty-key.mjs', needsKey);
    const broken = await diagnose({ command: process.execPath, args: [file], env }, { given });
    expect(broken.diagnosis).toMatchObject({ step: 'environment', what: 'The variable WEATHER_API_KEY is empty.' });
  });

  test('secrets stand nowhere in the report, even when the server says them', async () => {
    const secret = 'sk-9f8e7d6c5b4a39281706';
    const file = write('tells.mjs', 'console.error("my key is", process.env.THE_KEY); process.exit(1)');
    const args = [file, '--api-key', 'abcdef123456secret'];
    const report = await diagnose({ command: process.execPath, args, env: { ...soundEnv, THE_KEY: secret } });
    expect(report.diagnosis?.step).toBe('start');
    expect(JSON.stringify(report)).not.toMatch(new RegExp(`${secret}|abcdef123456secret`));
    expect(JSON.stringify(report)).toContain('[redacted THE_KEY]');
  });
});

describe('the start', () => {
  const ends = async (script: string) => {
    const report = await diagnose({ command: process.execPath, args: ['-e', script] });
    expect(statuses(report)).toMatchObject({ start: 'fail', handshake: 'skipped' });
    return report;
  };

  test('an exit: its code, its last words, and what they mean', async () => {
    const report = await ends(
      'console.error("Error: listen EADDRINUSE: address already in use :::80"); process.exit(2)',
    );
    expect(report.diagnosis).toMatchObject({
      step: 'start',
      what: expect.stringMatching(/ended with code 2 after \d+ ms/),
      why: expect.stringContaining('port'),
    });
    expect(report.steps[4]?.evidence.join()).toContain('EADDRINUSE');
    const module = await ends('require("mcp-lab-no-such-module")');
    expect(module.diagnosis?.why).toBe('Node did not find a file or package.');
    expect((await ends('console.log("usage: weather [stdio]")')).diagnosis?.why).toContain('help text');
  });

  test('a signal', async () => {
    const report = await ends('process.kill(process.pid, "SIGKILL")');
    expect(report.diagnosis).toMatchObject({
      what: expect.stringContaining('signal SIGKILL'),
      why: expect.stringContaining('memory'),
    });
  });
});

describe('the handshake', () => {
  test('text on stdout: a warning when the server works all the same', async () => {
    const report = await diagnose(fixture('prints-banner'));
    expect(report.connects).toBe(true);
    const step = report.steps.at(-1);
    expect(step).toMatchObject({ id: 'handshake', status: 'warn' });
    expect(step?.findings[0]?.what).toContain('text that is not JSON-RPC');
    expect(step?.evidence.join()).toContain('Demo server 1.0');
  });

  test('text only, silence, and a server for HTTP', async () => {
    const stay = 'process.stdin.resume();';
    const run = (script: string) =>
      diagnose({ command: process.execPath, args: ['-e', `${script}; ${stay}`] }, { timeoutMs: 1_500 });
    const loud = await run('console.log("Welcome")');
    expect(loud.diagnosis).toMatchObject({ step: 'handshake', what: expect.stringContaining('writes text') });
    const silent = await diagnose(fixture('never-answers'), { timeoutMs: 1_000 });
    expect(silent.diagnosis).toMatchObject({ step: 'handshake', what: 'The process runs and says nothing.' });
    const http = await run('console.error("MCP server listening on http://127.0.0.1:3001/mcp")');
    expect(http.diagnosis?.fix).toContain('Add it by its address (http://127.0.0.1:3001/mcp');
  });

  test('one era only, or no revision that is known', async () => {
    const modern = await diagnose({ ...bare, args: [...bare.args, '--eras', 'modern'] });
    expect(modern.connects).toBe(true);
    expect(modern.steps.at(-1)?.findings[0]?.what).toBe('It speaks 2026-07-28 only.');
    const legacy = await diagnose({ ...bare, args: [...bare.args, '--eras', 'legacy'] });
    expect(legacy.steps.at(-1)).toMatchObject({ status: 'ok', findings: [] });
    const script = `require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { id } = JSON.parse(line);
      if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result: {
        protocolVersion: '1999-01-01', capabilities: {}, serverInfo: { name: 'x', version: '1' } } }));
    })`;
    const unknown = await diagnose({ command: process.execPath, args: ['-e', script] });
    expect(unknown.diagnosis).toMatchObject({ step: 'handshake', what: expect.stringContaining('1999-01-01') });
  });
});

test('an abort ends the look', async () => {
  const signal = AbortSignal.abort();
  await expect(diagnose(bare, { signal })).rejects.toMatchObject({ code: 'aborted' });
});
