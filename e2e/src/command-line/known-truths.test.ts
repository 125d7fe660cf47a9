// What is known of real servers over HTTP, and of what they do under load and with sessions, is found by the command line as a user calls it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { memoryPath, startEverythingHttp, startPlaywrightHttp } from '../real-servers.ts';
import { idsOf } from './ids-of.ts';
import { warningsEverywhere, warningsOfEverything } from './known-warnings.ts';
import { runCli } from './run-cli.ts';

const runTimeoutMs = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-known-truths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'server-everything over Streamable HTTP: open to every page, and no 404 for a session that is over',
  async () => {
    const server = await startEverythingHttp();
    try {
      const { code, stdout } = await runCli(['test', '--json', '--url', server.url]);
      expect(idsOf(stdout, 'fail')).toEqual(['http-session-terminated-404', 'rpc-batch-empty', 'sec-origin-rejected']);
      expect(idsOf(stdout, 'warn')).toEqual(
        [
          ...warningsEverywhere,
          ...warningsOfEverything,
          'http-session-unknown',
          'rpc-batch-rejected',
          'sec-cors-not-wildcard',
          'sec-host-rebinding',
        ].toSorted(),
      );
      expect(idsOf(stdout, 'error')).toEqual([]);
      expect(code).toBe(1);
    } finally {
      await server.stop();
    }
  },
  runTimeoutMs,
);

const graphPair = `suites: [consistency]
consistency:
  pairs:
    - name: graph
      write:
        tool: create_entities
        arguments: { entities: [{ name: '\${unique}', entityType: test, observations: ['number \${n}'] }] }
      read: { tool: read_graph }
      count: { jsonPath: '$.structuredContent.entities[?@.name=="\${unique}"]' }
`;

test(
  'server-memory loses writes that are made at once: two are enough',
  async () => {
    const file = join(folder, 'graph.yaml');
    writeFileSync(file, graphPair);
    const ways = [
      { args: ['--suite', 'consistency', '--allow-side-effects'], pair: 'create_entities.read_graph' },
      { args: ['--suite-file', file], pair: 'graph' },
    ];
    for (const { args, pair } of ways) {
      const env = ['--env', `MEMORY_FILE_PATH=${join(folder, `${pair}.json`)}`];
      const { code, stdout } = await runCli(['test', ...args, '--json', ...env, '--', process.execPath, memoryPath]);
      expect(idsOf(stdout, 'fail')).toContain(`consistency:nothing-lost:${pair}`);
      expect(stdout).toContain('smallest N that shows it: 2, in ');
      expect(idsOf(stdout, 'warn')).toEqual([]);
      expect(code).toBe(1);
    }
  },
  runTimeoutMs,
);

test(
  'server-everything keeps the memory of sessions that nobody ends',
  async () => {
    const server = await startEverythingHttp();
    try {
      const only = ['--suite', 'process', '--only', 'process:abandoned-sessions'];
      const { code, stdout } = await runCli(['test', ...only, '--json', '--url', server.url]);
      expect(idsOf(stdout, 'fail')).toEqual(['process:abandoned-sessions']);
      expect(stdout).toContain(' sessions that nobody ends: ');
      expect(code).toBe(1);
    } finally {
      await server.stop();
    }
  },
  runTimeoutMs,
);

test(
  'Playwright over Streamable HTTP: a strange Host is refused, and a session that is over gets 404',
  async () => {
    const server = await startPlaywrightHttp('/mcp');
    try {
      const { stdout } = await runCli(['test', '--json', '--url', server.url]);
      const passed = idsOf(stdout, 'pass');
      for (const id of ['sec-host-rebinding', 'sec-cors-not-wildcard', 'http-session-unknown']) {
        expect(passed).toContain(id);
      }
      expect(idsOf(stdout, 'fail')).toEqual([
        'rpc-batch-empty',
        'sec-origin-rejected',
        'tasks11-ignored-if-undeclared',
      ]);
      expect(idsOf(stdout, 'error')).toEqual([]);
    } finally {
      await server.stop();
    }
  },
  runTimeoutMs,
);

test(
  'a URL where nobody listens: exit code 3 and what to do',
  async () => {
    const { code, stdout } = await runCli(['test', '--url', 'http://127.0.0.1:1/mcp']);
    expect(stdout).toContain('Nothing listens there: start the server, or correct host and port.');
    expect(code).toBe(3);
  },
  runTimeoutMs,
);
