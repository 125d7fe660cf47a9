import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { advisories } from './advisories.ts';
import { compareVersions } from './compare-versions.ts';
import { findAdvisories } from './find-advisories.ts';
import { resolvePackages } from './resolve-packages.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-advisories-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const target = (command: string, ...args: string[]) => ({ kind: 'stdio' as const, command, args, env: {} });

test.each([
  ['0.1.15', '0.1.16', -1],
  ['2025.12.18', '2025.9.25', 1],
  ['1.24.0-beta.1', '1.24.0', -1],
  ['1.24.0rc1', '1.24.0', -1],
  ['1.24.0+build', '1.24.0', 0],
  ['1.2', '1.2.0', 0],
])('%s against %s', (left, right, sign) => {
  expect(Math.sign(compareVersions(left, right))).toBe(sign);
});

test('every advisory names the version before its fix, and not the fix', () => {
  for (const { ecosystem, package: name, affected, id } of advisories) {
    for (const { from, before } of affected) {
      const ids = (version: string) =>
        findAdvisories({ ecosystem, name, version, by: 'disk' }, 'streamable-http').map((one) => one.id);
      expect(ids(before), id).not.toContain(id);
      expect(ids(from === '0' ? '0.0.1' : from), id).toContain(id);
    }
  }
});

test('what matters over HTTP alone is not told of a server over stdio', () => {
  const sdk = { ecosystem: 'npm', name: '@modelcontextprotocol/sdk', version: '1.23.0', by: 'disk' } as const;
  expect(findAdvisories(sdk, 'stdio').map(({ id }) => id)).toEqual(['CVE-2026-0621']);
  expect(findAdvisories(sdk, 'streamable-http').map(({ id }) => id)).toContain('CVE-2025-66414');
});

describe('which package is started', () => {
  test('by the file on disk, with what is installed for it', async () => {
    const server = join(folder, 'node_modules', 'mcp-remote');
    const sdk = join(folder, 'node_modules', '@modelcontextprotocol', 'sdk');
    for (const path of [join(server, 'dist'), sdk]) mkdirSync(path, { recursive: true });
    const dependencies = { '@modelcontextprotocol/sdk': '^1.10.0' };
    writeFileSync(
      join(server, 'package.json'),
      JSON.stringify({ name: 'mcp-remote', version: '0.1.15', dependencies }),
    );
    const other = join(folder, 'node_modules', 'figma-developer-mcp');
    mkdirSync(other);
    writeFileSync(join(other, 'package.json'), '{"name":"figma-developer-mcp","version":"0.6.0"}');
    writeFileSync(join(server, 'dist', 'package.json'), '{"type":"module"}');
    writeFileSync(join(server, 'dist', 'proxy.js'), '');
    writeFileSync(join(sdk, 'package.json'), '{"name":"@modelcontextprotocol/sdk","version":"1.25.0"}');
    const found = await resolvePackages(target('node', '--flag', join(server, 'dist', 'proxy.js'), 'https://x.test'));
    expect(found.map(({ name, version, by }) => `${name}@${version} ${by}`)).toEqual([
      'mcp-remote@0.1.15 disk',
      '@modelcontextprotocol/sdk@1.25.0 disk',
    ]);
    expect(found.flatMap((one) => findAdvisories(one, 'stdio')).map(({ id }) => id)).toEqual([
      'CVE-2025-6514',
      'CVE-2026-0621',
    ]);
  });

  test('of Python: by what lies beside the interpreter', async () => {
    const packages = join(folder, 'venv', 'lib', 'python3.11', 'site-packages');
    for (const name of ['mcp_server_git-2025.7.1.dist-info', 'mcp-1.9.0.dist-info', 'pip-24.0.dist-info']) {
      mkdirSync(join(packages, name), { recursive: true });
    }
    const metadata = 'Name: mcp-server-git\nRequires-Dist: mcp>=1.0.0\nRequires-Dist: click\n';
    writeFileSync(join(packages, 'mcp_server_git-2025.7.1.dist-info', 'METADATA'), metadata);
    const found = await resolvePackages(target(join(folder, 'venv', 'bin', 'python'), '-m', 'mcp_server_git'));
    expect(found.map(({ name, version }) => `${name}@${version}`).sort()).toEqual([
      'mcp-server-git@2025.7.1',
      'mcp@1.9.0',
    ]);
    expect(await resolvePackages(target(join(folder, 'venv', 'bin', 'python'), '-m', 'something_else'))).toEqual([]);
  });

  test.each([
    [['npx', '-y', 'mcp-remote@0.1.15', 'https://x.test'], ['mcp-remote@0.1.15']],
    [['npx', '-y', '@modelcontextprotocol/inspector@0.14.0'], ['@modelcontextprotocol/inspector@0.14.0']],
    [['uvx', 'mcp-server-git==2025.7.1'], ['mcp-server-git@2025.7.1']],
    [['uvx', '--from', 'Mcp_Server_Git@2025.7.1', 'mcp-server-git'], ['mcp-server-git@2025.7.1']],
    [['npx', '-y', 'mcp-remote@latest'], []],
    [['npx', '-y', 'mcp-remote'], []],
    [['mcp-remote@0.1.15'], []],
  ])('%j', async ([command = '', ...args], names) => {
    const found = await resolvePackages(target(command, ...args));
    expect(found.map(({ name, version }) => `${name}@${version}`)).toEqual(names);
  });
});
