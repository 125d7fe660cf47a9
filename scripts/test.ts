// The whole test run: types, lint, unused code, unit and integration tests on SQLite, PostgreSQL and Redis, the browser.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './services/chromium.ts';
import { startPostgres } from './services/postgres.ts';
import { startRedis } from './services/redis.ts';
import type { Service } from './services/service.ts';

const root = join(import.meta.dirname, '..');
const artifacts = join(root, 'artifacts');
const environment = process.env;
const inCi = environment.CI === 'true';

interface Counts {
  passed: number;
  failed: number;
}
const total: Counts = { passed: 0, failed: 0 };

function runStep(title: string, program: string, args: string[], env: NodeJS.ProcessEnv): boolean {
  console.log(`\n== ${title}`);
  const begin = performance.now();
  const done = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  const ok = done.status === 0;
  console.log(`${ok ? 'ok' : 'FAILED'}  ${title} (${secondsSince(begin)} s)`);
  return ok;
}

function secondsSince(begin: number): string {
  return ((performance.now() - begin) / 1000).toFixed(1);
}

/** A step that is one test of its own. They are made side by side, so what each prints is kept together. */
async function runCheck(title: string, program: string, args: string[]): Promise<void> {
  const begin = performance.now();
  const child = spawn(join(root, 'node_modules', '.bin', program), args, { cwd: root, env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      output += `${error.message}\n`;
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  console.log(`\n== ${title}\n${output}${ok ? 'ok' : 'FAILED'}  ${title} (${secondsSince(begin)} s)`);
  total[ok ? 'passed' : 'failed'] += 1;
}

/** A vitest run; its own counts are added. A run that could not report counts as one failure. */
function runVitest(title: string, config: string, env: NodeJS.ProcessEnv): void {
  const report = join(artifacts, `${config}.json`);
  rmSync(report, { force: true });
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = runStep(title, join(root, 'node_modules', '.bin', 'vitest'), args, { ...environment, ...env });
  try {
    const counts: unknown = JSON.parse(readFileSync(report, 'utf8'));
    const { numPassedTests, numFailedTests } = counts as { numPassedTests: number; numFailedTests: number };
    total.passed += numPassedTests;
    total.failed += numFailedTests;
    // A file that does not even load fails the run without a failed test.
    if (!ok && numFailedTests === 0) total.failed += 1;
  } catch {
    console.log(`${title}: no report was written`);
    total.failed += 1;
  }
}

async function startService(name: string, given: string | undefined, start: () => Promise<Service>): Promise<Service> {
  if (given) return { available: true, address: given, stop: async () => {} };
  const service = await start();
  if (!service.available) {
    console.log(`LEFT OUT: ${name}: ${service.reason}`);
    if (inCi) total.failed += 1;
  }
  return service;
}

mkdirSync(artifacts, { recursive: true });
console.log('== services');
const postgres = await startService('PostgreSQL', environment.TEST_DATABASE_URL, startPostgres);
const redis = await startService('Redis', environment.TEST_REDIS_URL, startRedis);
const chromium = await startService('Chromium', environment.TEST_CHROMIUM, findChromium);
const services: NodeJS.ProcessEnv = {
  ...(postgres.available ? { TEST_DATABASE_URL: postgres.address } : {}),
  ...(redis.available ? { TEST_REDIS_URL: redis.address } : {}),
  ...(chromium.available ? { TEST_CHROMIUM: chromium.address } : {}),
};

try {
  await Promise.all([
    runCheck('types (node code)', 'tsc', ['-p', 'tsconfig.json']),
    runCheck('types (web)', 'tsc', ['-p', 'apps/web/tsconfig.json']),
    runCheck('format and lint (biome)', 'biome', ['check', '--error-on-warnings', '.']),
    runCheck('unused code and dependencies (knip)', 'knip', []),
  ]);
  runVitest('unit and integration tests', 'vitest.config.ts', services);
  if (chromium.available) runVitest('the whole product in a browser', 'vitest.e2e.config.ts', services);
} finally {
  for (const service of [postgres, redis, chromium]) if (service.available) await service.stop();
}

const summary = `${total.passed} passed, ${total.failed} failed`;
writeFileSync(join(artifacts, 'summary.txt'), `${summary}\n`);
console.log(`\n${summary}`);
process.exit(total.failed === 0 ? 0 : 1);
