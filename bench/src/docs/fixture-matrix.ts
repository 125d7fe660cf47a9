/**
 * The mutation run: turns on one defect at a time, runs every check, and writes which checks turn red to
 * docs/fixture-matrix.md. Ends with 1 when a defect is not seen by its own check. Takes a quarter of an hour; with ids as
 * arguments only those are done again, and the rest is taken from the last run (artifacts/fixture-matrix.json).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadChecks } from '@mcp-lab/engine';
import { runAgainstBare } from '@mcp-lab/engine/checks/gate/run-against-bare';
import { type Defect, defects } from '@mcp-lab/fixtures';
import type { Revision, TransportKind } from '@mcp-lab/wire';

const root = join(import.meta.dirname, '../../..');
const page = join(root, 'docs/fixture-matrix.md');
const stored = join(root, 'artifacts/fixture-matrix.json');
const atOnce = 6;

/** Loads and measures more than it judges, and no defect of a rule shows there. */
const isQuality = (id: string) => id.startsWith('qa-');

interface Mutation {
  id: string;
  transport: TransportKind;
  /** `alone`: only in a run of this check by itself. What others do to the server at the same time hides it. */
  seen: 'yes' | 'alone' | 'no';
  /** Other checks that are red with the defect and not without it. */
  alsoRed: string[];
}

const checks = await loadChecks();
const asked = process.argv.slice(2);
const known = new Map<string, Mutation>(asked.length > 0 ? readStored() : []);
const queue = asked.length > 0 ? defects.filter(({ id }) => asked.includes(id)) : [...defects];
const soundReds = new Map<string, Promise<Set<string>>>();
const pending = queue[Symbol.iterator]();
let done = 0;
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (const defect of pending) {
      const mutation = await mutate(defect);
      known.set(defect.id, mutation);
      process.stdout.write(
        `${++done}/${queue.length} ${defect.id}: ${mutation.seen}, ${mutation.alsoRed.length} others\n`,
      );
    }
  }),
);
const rows = defects.flatMap(({ id }) => known.get(id) ?? []);
mkdirSync(dirname(stored), { recursive: true });
writeFileSync(stored, JSON.stringify(rows, null, 2));
if (rows.length === defects.length) writeFileSync(page, pageOf(rows));
process.exit(rows.length === defects.length && rows.every(({ seen }) => seen !== 'no') ? 0 : 1);

function readStored(): [string, Mutation][] {
  if (!existsSync(stored)) return [];
  return (JSON.parse(readFileSync(stored, 'utf8')) as Mutation[]).map((row) => [row.id, row]);
}

async function mutate(defect: Defect): Promise<Mutation> {
  const { id, extraArgs = [], inputs } = defect;
  const transport =
    (['streamable-http', 'http-sse', 'stdio'] as const).find((name) => defect.transports.includes(name)) ?? 'stdio';
  const all = checks.map((check) => check.id).filter((other) => !isQuality(other) || other === id);
  const place = { transport, revisions: newestOfEachEra(defect.revisions), inputs };
  const args = ['--defect', id, ...extraArgs];
  const [red, without] = await Promise.all([
    redsOf({ ...place, args, only: all }),
    soundRedsOf({ ...place, args: extraArgs, only: all }),
  ]);
  const alsoRed = [...red].filter((other) => other !== id && !without.has(other));
  if (red.has(id) && !without.has(id)) return { id, transport, seen: 'yes', alsoRed };
  const alone = await redsOf({ ...place, args, only: [id] });
  return { id, transport, seen: alone.has(id) ? 'alone' : 'no', alsoRed };
}

type Place = Parameters<typeof runAgainstBare>[0];

function soundRedsOf(place: Place): Promise<Set<string>> {
  const key = JSON.stringify(place);
  const reds = soundReds.get(key) ?? redsOf(place);
  soundReds.set(key, reds);
  return reds;
}

async function redsOf(place: Place): Promise<Set<string>> {
  const { results } = await runAgainstBare(place);
  const red = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'info');
  return new Set(red.map(({ checkId }) => checkId));
}

function newestOfEachEra(among: readonly Revision[]): Revision[] {
  const modern = among.findLast((revision) => revision >= '2026');
  const legacy = among.findLast((revision) => revision < '2026');
  return [modern, legacy].filter((revision) => revision !== undefined);
}

function pageOf(all: readonly Mutation[]): string {
  const lines = all.map(({ id, transport, seen, alsoRed }) => {
    const others = alsoRed.map((other) => `\`${other}\``).join(', ');
    return `| \`${id}\` | ${transport} | ${seen} | ${others || '–'} |`;
  });
  return `# Which fixture turns which check red

Written by \`npm run docs:fixtures\`. Each row is the bare server with one defect, named after the check whose rule it breaks,
tested with every check of a rule over one transport at the newest revision of each era. *Also red* are checks whose rule the
same defect breaks, too; what the server without the defect shows red is left out. *alone*: seen when only its own check runs,
as the gate does it (\`packages/engine/src/checks/gate.test.ts\`); among all others something hides it, for example lists that
they switch. The gate holds, over every transport, that each check is red on its own defect and green on the sound server.

| defect | over | its own check is red | also red |
|---|---|---|---|
${lines.join('\n')}
`;
}
