// npm run bench:generators [rounds [seconds]]: writes docs/load-generators.md and artifacts/load-generators.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { withHttpServer } from '../with-http-server.ts';
import { compareGenerators } from './compare-generators.ts';
import { type GeneratorTable, printGeneratorsPage } from './generators-page.ts';
import { installPeers } from './install-peers.ts';
import { type MemoryRow, measureMemory } from './measure-memory.ts';
import { autocannon, engine, officialClient, ours } from './own-generators.ts';
import { findPeers } from './peer-generators.ts';

// biome-ignore lint/style/noProcessEnv: the entry file hands the environment on
const environment = process.env;
const [rounds = 5, seconds = 5, memoryCalls = 10_000_000] = process.argv.slice(2).map(Number);
const inFlight = 64;

installPeers(environment);
const { found, missing } = findPeers(environment);
const tables: GeneratorTable[] = [];
const memory: MemoryRow[] = [];
await withHttpServer([join(import.meta.dirname, 'canned-http-server.ts')], async (url) => {
  const http = [ours, engine, autocannon, ...found, officialClient];
  tables.push({
    title: 'HTTP, 64 calls in flight',
    rows: await compareGenerators(http, { url, inFlight, seconds }, rounds),
  });
  // A tenth of what is asked for: a call costs six times as much as over stdio.
  if (memoryCalls > 0) memory.push(await measureMemory(memoryCalls / 10, url));
});
const stdio = [ours, engine, officialClient];
const onStdio = await compareGenerators(stdio, { url: undefined, inFlight, seconds }, rounds);
tables.push({ title: 'stdio, 64 calls in flight', rows: onStdio });
if (memoryCalls > 0) memory.push(await measureMemory(memoryCalls, undefined));

const root = join(import.meta.dirname, '../../..');
const facts = { rounds, seconds, cores: availableParallelism(), node: process.version.slice(1), missing, memory };
mkdirSync(join(root, 'artifacts'), { recursive: true });
writeFileSync(join(root, 'artifacts/load-generators.json'), `${JSON.stringify({ facts, tables }, null, 2)}\n`);
const page = printGeneratorsPage(tables, facts);
writeFileSync(join(root, 'docs/load-generators.md'), page);
console.log(page);
