import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@mcp-lab/wire';
import { afterAll, describe, expect, test } from 'vitest';
import { matchesPattern } from '../check/plan-run.ts';
import { catalogue } from '../checks/catalogue.ts';
import { chooseScenarios, type ScenarioScene } from './choose-scenarios.ts';
import { filterChecks } from './filter-checks.ts';
import { findSuite } from './find-suite.ts';
import { checksLike } from './mapped-checks.ts';
import mapping from './mapping.json' with { type: 'json' };
import { readChecks } from './read-checks.ts';
import { runOfficial } from './run-official.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-official-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the suite is found', () => {
  const modules = join(folder, 'project', 'node_modules', '@modelcontextprotocol', 'conformance');
  mkdirSync(join(modules, 'dist'), { recursive: true });
  mkdirSync(join(folder, 'project', 'deep', 'er'), { recursive: true });
  writeFileSync(join(modules, 'dist', 'index.js'), '');
  const manifest = {
    name: '@modelcontextprotocol/conformance',
    version: '1.2.3',
    bin: { conformance: 'dist/index.js' },
  };
  writeFileSync(join(modules, 'package.json'), JSON.stringify(manifest));
  const found = { version: '1.2.3', entry: join(modules, 'dist', 'index.js') };

  test('in the folder named, in the package itself, upward from here', () => {
    expect(findSuite('project', folder)).toEqual(found);
    expect(findSuite(modules, '/')).toEqual(found);
    expect(findSuite(undefined, join(folder, 'project', 'deep', 'er'))).toEqual(found);
  });

  test('or what to do is said', () => {
    expect(findSuite('nowhere', folder)).toMatchObject({
      problem: expect.stringContaining('npm install --ignore-scripts'),
    });
    expect(findSuite(undefined, tmpdir())).toMatchObject({ problem: expect.stringContaining('--official-suite DIR') });
  });
});

describe('scenarios', () => {
  const tool: JsonObject = {
    name: 'first',
    inputSchema: { type: 'object', properties: { a: { 'x-mcp-header': 'A' } } },
  };
  const scene = (change: Partial<ScenarioScene> = {}): ScenarioScene => ({
    revisions: ['2026-07-28', '2025-11-25'],
    url: 'http://127.0.0.1:3000/mcp',
    capabilitiesAt: () => ({ tools: {}, resources: {}, prompts: {}, logging: {} }),
    toolsAt: () => [tool],
    callable: () => ['first'],
    ...change,
  });
  const leftOut = (change: Partial<ScenarioScene>) =>
    chooseScenarios(scene(change)).flatMap(({ scenario, leftOut: why }) =>
      why === undefined ? [] : [`${scenario}: ${why}`],
    );

  test('all of them where a server has everything', () => {
    expect(leftOut({})).toEqual([]);
    const both = chooseScenarios(scene()).filter(({ scenario }) => scenario === 'tools-list');
    expect(both.map(({ revision }) => revision)).toEqual(['2026-07-28', '2025-11-25']);
  });

  test('none for a capability that is not declared', () => {
    expect(leftOut({ capabilitiesAt: () => ({ tools: {}, prompts: {}, resources: {} }) })).toEqual([
      'logging-set-level: the server does not declare logging',
    ]);
  });

  test('none that calls a tool that may not be called', () => {
    expect(leftOut({ callable: () => [] })).toEqual([
      'http-header-validation: it calls first with made-up arguments, which may not be called',
      'http-custom-header-server-validation: it calls first with made-up arguments, which may not be called',
    ]);
  });

  test('the one for loopback addresses not elsewhere', () => {
    expect(leftOut({ url: 'https://example.org/mcp' })).toEqual(
      Array(2).fill('dns-rebinding-protection: it is for loopback addresses only'),
    );
  });
});

describe('what a scenario wrote', () => {
  const check = (id: string, status: string, more: JsonObject = {}) => ({
    id,
    name: id,
    description: `about ${id}`,
    status,
    timestamp: '',
    ...more,
  });
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, 'server-x'), { recursive: true });
    writeFileSync(join(folder, name, 'server-x', 'checks.json'), text);
    return join(folder, name);
  };

  test('repeats count as the worst, what is not testable as such', () => {
    const checks = [
      check('a', 'SUCCESS'),
      check('a', 'FAILURE', { errorMessage: 'wrong' }),
      check('b', 'FAILURE', { details: { untestable: true } }),
      check('c', 'FAILURE', { errorMessage: 'Not testable: no tool' }),
      check('d', 'WARNING', { specReferences: [{ id: 'D', url: 'https://example.org/d' }] }),
    ];
    expect(
      readChecks(write('good', JSON.stringify(checks)))?.map(({ id, status, message, specUrl }) => [
        id,
        status,
        message,
        specUrl,
      ]),
    ).toEqual([
      ['a', 'FAILURE', 'wrong', ''],
      ['b', 'UNTESTABLE', 'about b', ''],
      ['c', 'UNTESTABLE', 'Not testable: no tool', ''],
      ['d', 'WARNING', 'about d', 'https://example.org/d'],
    ]);
  });

  test('nothing, or what is no list of checks, is nothing', () => {
    mkdirSync(join(folder, 'empty'));
    expect(readChecks(join(folder, 'empty'))).toBeUndefined();
    expect(readChecks(write('cut', '[{"id"'))).toBeUndefined();
    expect(readChecks(write('other', '{"id":1}'))).toBeUndefined();
  });

  test('what needs the tools of the suite, or a capability that is not declared, is left out', () => {
    const official = (id: string, status: 'SUCCESS' | 'FAILURE' | 'WARNING') => ({
      id,
      status,
      title: '',
      message: '',
      specUrl: '',
    });
    const checks = [
      official('sep-2575-server-sends-tools-list-changed-on-subscription', 'WARNING'),
      official('sep-2549-prompts-list-caching-hints', 'FAILURE'),
      official('sep-2549-tools-list-caching-hints', 'FAILURE'),
      official('ping', 'FAILURE'),
    ];
    const kept = (tools: JsonObject[], capabilities: JsonObject) =>
      filterChecks(checks, { tools, capabilities }).map(({ id }) => id);
    expect(kept([], { tools: {} })).toEqual(['sep-2549-tools-list-caching-hints', 'ping']);
    expect(kept([{ name: 'test_trigger_tool_change' }], { tools: {}, prompts: {} })).toHaveLength(4);
  });
});

test('every check the mapping names is in the catalogue', () => {
  const ids = Object.values(catalogue).flat();
  for (const { ours } of mapping)
    for (const pattern of ours)
      expect(
        ids.some((id) => matchesPattern(id, pattern)),
        pattern,
      ).toBe(true);
  expect(checksLike('sep-2575-http-server-method-not-found-404')).toEqual(['http-unknown-method-404']);
  expect(checksLike('sep-2575-http-server-method-not-found-404-ping')).toEqual(['removed-methods-gone']);
  expect(checksLike('none-of-theirs')).toEqual([]);
});

test('over stdio it says that the suite speaks HTTP only', async () => {
  const profile = {
    transport: 'stdio',
    modern: [],
    legacy: ['2025-11-25'],
    unknownVersions: [],
    evidence: [],
  } as const;
  const document = await runOfficial({
    target: { kind: 'stdio', command: 'none', args: [], env: {} },
    profile: { ...profile, modern: [], legacy: ['2025-11-25'], unknownVersions: [], evidence: [] },
    suite: { version: '0', entry: 'none' },
    env: {},
    seed: 1,
    toolVersion: 'test',
  });
  expect(document.summary).toMatchObject({ outcome: 'incomplete', reason: expect.stringContaining('HTTP only') });
});
