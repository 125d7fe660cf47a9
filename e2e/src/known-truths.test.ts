// What is known of real servers is found by the command line as a user calls it; and nothing else is claimed of them.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  everythingPath,
  filesystemPath,
  memoryPath,
  sequentialThinkingPath,
  startEverythingHttp,
  startPlaywrightHttp,
} from './real-servers.ts';

const cli = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'mcp-lab');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-known-truths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  code: number | null;
  stdout: string;
}

function runCli(args: string[]): Promise<Outcome> {
  const child = spawn(cli, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout }));
  });
}

/** What a busy machine may make slow says nothing about the server. */
const timedAreas = ['performance', 'reliability'];

/** Check ids with this verdict, each once, sorted. */
function idsOf(stdout: string, verdict: string): string[] {
  const document = JSON.parse(stdout) as { results: { checkId: string; area: string; verdict: string }[] };
  const own = document.results.filter(
    (result) => result.verdict === verdict && (verdict === 'error' || !timedAreas.includes(result.area)),
  );
  return [...new Set(own.map(({ checkId }) => checkId))].sort();
}

// They agree to 2025-03-26, whose servers MUST take batches, and drop them; what does not parse is met with silence.
const failsOverStdio = ['rpc-batch-supported'];
// The SDK inside refuses a call with params.task where tasks is not declared; it is to be ignored.
const failsWithoutTasks = [...failsOverStdio, 'tasks11-ignored-if-undeclared'];
// The SDK inside looks at no cursor, gives -32603 for wrong params, and isError for a tool that does not exist.
const warningsEverywhere = [
  'page-invalid-cursor',
  'qa-survives-unknown-fields',
  'rpc-invalid-params',
  'rpc-invalid-request',
  'rpc-params-not-object',
  'tools-call-malformed',
  'tools-unknown-tool',
];
const warningsOverStdio = [
  ...warningsEverywhere,
  'rpc-batch-empty',
  'rpc-fractional-id-rejected',
  'rpc-parse-error-stdio',
];
// What only server-everything has: -32603 again, and a tool that is run as a task before it is found to be none.
const warningsOfEverything = [
  'completion-unknown-argument',
  'logging-setlevel-invalid',
  'prompts-args-validated',
  'tasks11-forbidden-tool',
];

const stdioServers: { name: string; args: string[]; fails: string[]; warnings: string[] }[] = [
  {
    name: 'server-everything',
    args: [everythingPath, 'stdio'],
    fails: failsOverStdio,
    warnings: [...warningsOverStdio, ...warningsOfEverything],
  },
  { name: 'server-memory', args: [memoryPath], fails: failsWithoutTasks, warnings: warningsOverStdio },
  {
    name: 'server-filesystem',
    args: [filesystemPath, folder],
    fails: failsWithoutTasks,
    // The text is that of the one member, not the JSON of the whole.
    warnings: [...warningsOverStdio, 'tools-structured-text'],
  },
  {
    name: 'server-sequential-thinking',
    args: [sequentialThinkingPath],
    fails: failsWithoutTasks,
    warnings: warningsOverStdio,
  },
];
for (const { name, args, fails, warnings } of stdioServers) {
  test.concurrent(`${name} over stdio: just what is true of it`, async () => {
    const { code, stdout } = await runCli(['test', '--json', '--', process.execPath, ...args]);
    expect(idsOf(stdout, 'fail')).toEqual(fails.toSorted());
    expect(idsOf(stdout, 'warn')).toEqual(warnings.toSorted());
    expect(idsOf(stdout, 'error')).toEqual([]);
    expect(code).toBe(1);
  });
}

test.concurrent('server-everything over Streamable HTTP: open to every page, and no 404 for a session that is over', async () => {
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
});

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

test.concurrent('server-memory loses writes that are made at once: two are enough', async () => {
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
});

test.concurrent('server-everything keeps the memory of sessions that nobody ends', async () => {
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
});

test.concurrent('Playwright over Streamable HTTP: a strange Host is refused, and a session that is over gets 404', async () => {
  const server = await startPlaywrightHttp('/mcp');
  try {
    const { stdout } = await runCli(['test', '--json', '--url', server.url]);
    const passed = idsOf(stdout, 'pass');
    for (const id of ['sec-host-rebinding', 'sec-cors-not-wildcard', 'http-session-unknown']) {
      expect(passed).toContain(id);
    }
    expect(idsOf(stdout, 'fail')).toEqual(['rpc-batch-empty', 'sec-origin-rejected', 'tasks11-ignored-if-undeclared']);
    expect(idsOf(stdout, 'error')).toEqual([]);
  } finally {
    await server.stop();
  }
});

test.concurrent('a URL where nobody listens: exit code 3 and what to do', async () => {
  const { code, stdout } = await runCli(['test', '--url', 'http://127.0.0.1:1/mcp']);
  expect(stdout).toContain('Nothing listens there: start the server, or correct host and port.');
  expect(code).toBe(3);
});
