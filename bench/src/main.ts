// npm run bench: a table on the terminal and artifacts/bench.json. Machines are noisy: read medians and ratios.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { bareServerPath, sdkHttpServerPath, sdkStdioServerPath } from '@mcp-lab/fixtures';
import { childEnvironment, type HttpTarget, type Revision, type Target } from '@mcp-lab/wire';
import { formatTable } from './format-table.ts';
import { measureCalls } from './measure-calls.ts';
import { measureConformance } from './measure-conformance.ts';
import { measureOfficialSuite } from './measure-official-suite.ts';
import { measureStart } from './measure-start.ts';
import type { Measurement } from './measurement.ts';
import { withHttpServer } from './with-http-server.ts';

// biome-ignore lint/style/noProcessEnv: the entry file hands the environment on
const environment = process.env;
const node = process.execPath;
const measurements: Measurement[] = [];

function add(rows: Measurement[]): void {
  measurements.push(...rows);
  console.log(`${formatTable(rows)}\n`);
}

function withHttpTarget<T>(script: string, use: (target: HttpTarget) => Promise<T>): Promise<T> {
  return withHttpServer([script], (url) => use({ kind: 'http', url, headers: {} }));
}

add(await measureStart(3));
const stdioTarget = (...args: string[]): Target => ({
  kind: 'stdio',
  command: node,
  args,
  env: childEnvironment(environment, {}),
});
add(await measureConformance('bare server, stdio', stdioTarget(bareServerPath, 'stdio'), 5));
add(await measureConformance('v2 SDK server, stdio', stdioTarget(sdkStdioServerPath), 3));
await withHttpTarget(sdkHttpServerPath, async (target) => {
  add(await measureConformance('v2 SDK server, HTTP', target, 3));
  const suite = join(
    import.meta.dirname,
    '../../e2e/official-suite/node_modules/@modelcontextprotocol/conformance/dist/index.js',
  );
  if (existsSync(suite)) add(await measureOfficialSuite('the official suite on it', suite, target.url, 3));
  else console.log('The official suite is not installed (npm ci --ignore-scripts in e2e/official-suite): left out.\n');
});

const stdio: Target = {
  kind: 'stdio',
  command: node,
  args: [sdkStdioServerPath],
  env: childEnvironment(environment, {}),
};
for (const revision of ['2025-11-25', '2026-07-28'] satisfies Revision[]) {
  const setup = { revision, rounds: 7, inFlight: [1, 32] };
  add(await measureCalls({ ...setup, title: `stdio ${revision}`, target: stdio, calls: 2000 }));
  await withHttpTarget(sdkHttpServerPath, async (target) =>
    add(await measureCalls({ ...setup, title: `HTTP ${revision}`, target, calls: 500 })),
  );
}

const folder = join(import.meta.dirname, '..', '..', 'artifacts');
mkdirSync(folder, { recursive: true });
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), node: process.version };
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify({ machine, measurements }, null, 2)}\n`);
console.log(formatTable(measurements));
