// npm run bench:omission [seconds [calls]]: writes docs/load-truth.md and artifacts/load-truth.json; 0 keeps what was measured before.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { installPeers } from '../generators/install-peers.ts';
import { spawnMeasured } from '../generators/spawn-measured.ts';
import { withHttpServer } from '../with-http-server.ts';
import { type ManyNames, printOmissionPage } from './omission-page.ts';
import type { OmissionRow } from './omission-row.ts';
import { measureClosed, measureOpen, measureOpenSse, measureOpenStdio } from './own-rows.ts';
import { measurePeer, peers } from './peer-rows.ts';
import { withStallingServer } from './stalling-server.ts';

// biome-ignore lint/style/noProcessEnv: the entry file hands the environment on
const environment = process.env;
const [seconds = 60, calls = 10_000_000] = process.argv.slice(2).map(Number);
const rate = 500;
const busyBefore = loadavg()[0] ?? 0;
const rows: OmissionRow[] = [];
const add = (row: OmissionRow) => {
  rows.push(row);
  console.log(row);
};

const earlier = join(import.meta.dirname, '../../../artifacts/load-truth.json');
const missing: string[] = [];
if (seconds > 0) await measureRows();
const memory = calls > 0 ? await measureMemory() : [];

const root = join(import.meta.dirname, '../../..');
const busy: [number, number] = [busyBefore, loadavg()[0] ?? 0];
const facts = { rate, seconds, cores: availableParallelism(), node: process.version.slice(1), busy, missing };
const measured = { facts, rows, memory };
const before: Partial<typeof measured> = existsSync(earlier) ? JSON.parse(readFileSync(earlier, 'utf8')) : {};
// 0 seconds or 0 calls: what was measured before stays.
const kept = calls > 0 ? memory : (before.memory ?? []);
const all = { ...measured, ...(seconds > 0 ? {} : before), memory: kept };
mkdirSync(join(root, 'artifacts'), { recursive: true });
writeFileSync(earlier, `${JSON.stringify(all, null, 2)}\n`);
const page = printOmissionPage(all.rows, all.memory, all.facts);
writeFileSync(join(root, 'docs/load-truth.md'), page);
console.log(page);

async function measureRows(): Promise<void> {
  installPeers(environment);
  const load = (url: string) => ({ url, rate, seconds });
  const atTheRate = [
    () => withStallingServer((url) => measureOpen(load(url))),
    () => measureOpenStdio({ rate, seconds }),
    () => withStallingServer((url) => measureOpenSse(load(url)), 'sse'),
  ];
  for (const measure of atTheRate) {
    add(await measure());
    const punctual = await raised(measure);
    if (punctual !== undefined) add({ ...punctual, load: `${punctual.load}, real-time priority` });
  }
  add(await withStallingServer((url) => measureClosed(load(url))));
  for (const peer of peers) {
    const measure = () => withStallingServer((url) => measurePeer(peer, load(url), environment));
    if (!peer.isInstalled()) missing.push(peer.name);
    else add(await measure());
  }
}

/** With nobody else to wait for, the server it starts neither; undefined where that may not be had. */
async function raised<T>(use: () => Promise<T>): Promise<T | undefined> {
  const pid = String(process.pid);
  if (spawnSync('chrt', ['-a', '-r', '-p', '5', pid]).status !== 0) return undefined;
  try {
    return await use();
  } finally {
    spawnSync('chrt', ['-a', '-o', '-p', '0', pid]);
  }
}

async function measureMemory(): Promise<ManyNames[]> {
  const cannedServer = join(import.meta.dirname, '../generators/canned-http-server.ts');
  return [await measureManyNames([]), await withHttpServer([cannedServer], (url) => measureManyNames([url]))];
}

async function measureManyNames(place: readonly string[]): Promise<ManyNames> {
  const program = join(import.meta.dirname, 'run-many-names.ts');
  const { stdout } = await spawnMeasured(process.execPath, [program, String(calls), ...place], environment);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ManyNames;
}
