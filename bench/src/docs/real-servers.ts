/**
 * npm run docs:real-servers: runs `mcp-lab test` against servers of other people, as a user does who tells nothing and
 * as one with a suite file, and writes docs/real-servers.md. Ends with 1 when a finding has no sentence in
 * real-findings.json that says why it is true. Arguments name the servers to run; the page is then not written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPythonServers } from '@mcp-lab/e2e/install-python-servers';
import { prepareWorkspace } from '@mcp-lab/e2e/prepare-workspace';
import { realServers } from '@mcp-lab/e2e/real-server-list';
import { type HttpServer, startSdkHttp } from '@mcp-lab/e2e/real-servers';
import { readSuiteFile } from '@mcp-lab/engine';
import { sdkHttpServerPath, sdkStdioServerPath } from '@mcp-lab/fixtures';
import whyTrue from './real-findings.json' with { type: 'json' };
import { type RealRun, realServersPage } from './real-servers-page.ts';
import { runLab } from './run-lab.ts';

// biome-ignore lint/style/noProcessEnv: the entry file hands the environment on
const environment = process.env;
const runEnvironment = { ...environment, TEST_CHROMIUM: environment.TEST_CHROMIUM ?? '/usr/bin/chromium' };
const workspace = prepareWorkspace();
const problem = installPythonServers(environment.CI);
if (problem !== undefined) console.log(`The Python servers are left out: ${problem}`);

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((part) => name.includes(part));
const runs: RealRun[] = [];

for (const { package: name, suiteFile, language, http } of realServers.filter((server) => isWanted(server.package))) {
  if (language === 'Python' && problem !== undefined) continue;
  const reading = readSuiteFile(readFileSync(suiteFile, 'utf8'), runEnvironment);
  if (!reading.ok) throw new Error(`${suiteFile}: ${reading.issues.map(({ message }) => message).join('; ')}`);
  const { target } = reading.suite;
  if (target === undefined || !('command' in target)) throw new Error(`${suiteFile} names no command`);
  await test(name, 'stdio', 'nothing told', ['--', target.command, ...target.args]);
  await test(name, 'stdio', 'suite file', ['--suite-file', suiteFile]);
  for (const { transport, start } of http) {
    await withServer(start, (url) => test(name, transport, 'nothing told', ['--url', url, '--transport', transport]));
  }
}
if (isWanted('fixtures')) {
  const ours = 'fixtures: a server on the v2 SDK 2.4.0';
  await test(ours, 'stdio', 'nothing told', ['--', process.execPath, sdkStdioServerPath]);
  await withServer(
    () => startSdkHttp(sdkHttpServerPath),
    (url) => test(ours, 'streamable-http', 'nothing told', ['--url', url]),
  );
}

const found = new Set(runs.flatMap(({ findings }) => findings.map(({ checkId }) => checkId)));
const unread = [...found].filter((checkId) => !(checkId in whyTrue));
if (wanted.length === 0) {
  writeFileSync(join(import.meta.dirname, '../../../docs/real-servers.md'), realServersPage(runs, whyTrue));
}
const broken = runs.filter(({ counts, outcome }) => counts.error > 0 || outcome === 'unreachable');
for (const { server, transport, outcome } of broken) console.log(`${server} over ${transport}: ${outcome}, see above`);
for (const checkId of unread) console.log(`not yet read: ${checkId}`);
process.exitCode = unread.length + broken.length > 0 ? 1 : 0;

async function withServer(start: () => Promise<HttpServer>, run: (url: string) => Promise<void>): Promise<void> {
  const server = await start();
  try {
    await run(server.url);
  } finally {
    await server.stop();
  }
}

async function test(server: string, transport: string, told: RealRun['told'], args: string[]): Promise<void> {
  const run = await runLab(args, workspace, runEnvironment);
  runs.push({ server, transport, told, ...run });
  const { counts, findings, seconds } = run;
  console.log(`${server} over ${transport}, ${told}: ${seconds.toFixed(1)} s, ${JSON.stringify(counts)}`);
  for (const { checkId, verdict, revision, reason } of findings) {
    console.log(`  ${verdict} ${checkId} at ${revision}: ${reason}`);
  }
}
