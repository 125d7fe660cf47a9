/**
 * The mutation run: turns on one defect at a time, runs every check, and writes which checks turn red to
 * docs/fixture-matrix.md. Ends with 1 when a defect is not seen by its own check. Takes some minutes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '@mcp-lab/engine';
import { runAgainstBare } from '@mcp-lab/engine/checks/gate/run-against-bare';
import { type Defect, defects } from '@mcp-lab/fixtures';
import type { Revision, TransportKind } from '@mcp-lab/wire';

const atOnce = 6;
/** Loads and measures more than it judges, and no defect of a rule shows there. */
const isQuality = (id: string) => id.startsWith('qa-');
const page = join(import.meta.dirname, '../../docs/fixture-matrix.md');

interface Mutation {
  defect: Defect;
  transport: TransportKind;
  /** Checks that are red with the defect and not without it. */
  red: string[];
}

const soundReds = new Map<string, Promise<Set<string>>>();
const queue = process.argv.length > 2 ? defects.filter(({ id }) => process.argv.includes(id)) : [...defects];
const mutations: Mutation[] = [];
const pending = queue[Symbol.iterator]();
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (const defect of pending) {
      const mutation = await mutate(defect);
      mutations.push(mutation);
      const seen = mutation.red.includes(defect.id) ? 'seen' : 'NOT SEEN';
      process.stdout.write(`${mutations.length}/${queue.length} ${defect.id} ${seen}, ${mutation.red.length} red\n`);
    }
  }),
);
mutations.sort((left, right) => defects.indexOf(left.defect) - defects.indexOf(right.defect));
if (queue.length === defects.length) writeFileSync(page, pageOf(mutations));
const unseen = mutations.filter(({ defect, red }) => !red.includes(defect.id));
process.exit(unseen.length === 0 ? 0 : 1);

async function mutate(defect: Defect): Promise<Mutation> {
  const transport = (['streamable-http', 'http-sse', 'stdio'] as const).find((name) =>
    defect.transports.includes(name),
  );
  const args = ['--defect', defect.id, ...(defect.extraArgs ?? [])];
  const revisions = newestOfEachEra(defect.revisions);
  const only = checks.map(({ id }) => id).filter((id) => !isQuality(id) || id === defect.id);
  const where = { transport: transport ?? 'stdio', revisions, only, inputs: defect.inputs };
  const [red, without] = await Promise.all([
    redsOf({ ...where, args }),
    soundRedsOf({ ...where, args: defect.extraArgs ?? [] }),
  ]);
  return { defect, transport: where.transport, red: [...red].filter((id) => !without.has(id)) };
}

type Place = Parameters<typeof runAgainstBare>[0];

function soundRedsOf(place: Place): Promise<Set<string>> {
  const key = JSON.stringify(place);
  const known = soundReds.get(key) ?? redsOf(place);
  soundReds.set(key, known);
  return known;
}

async function redsOf(place: Place): Promise<Set<string>> {
  const { results } = await runAgainstBare(place);
  return new Set(
    results
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'info')
      .map(({ checkId }) => checkId),
  );
}

function newestOfEachEra(among: readonly Revision[]): Revision[] {
  const modern = among.findLast((revision) => revision >= '2026');
  const legacy = among.findLast((revision) => revision < '2026');
  return [modern, legacy].filter((revision) => revision !== undefined);
}

function pageOf(all: readonly Mutation[]): string {
  const rows = all.map(({ defect, transport, red }) => {
    const others = red.filter((id) => id !== defect.id).map((id) => `\`${id}\``);
    return `| \`${defect.id}\` | ${transport} | ${red.includes(defect.id) ? 'yes' : 'no'} | ${others.join(', ') || '–'} |`;
  });
  return `# Which fixture turns which check red

Written by \`npm run docs:fixtures\`. Each row is the bare server with one defect, named after the check whose rule it breaks,
tested with every check of a rule over one transport at the newest revision of each era. *Also red* are checks whose rule the same
defect breaks, too; what the server without the defect shows red is left out. The gate
(\`packages/engine/src/checks/gate.test.ts\`) holds, over every transport, that each check is red on its own defect and green
on the sound server.

| defect | over | its own check is red | also red |
|---|---|---|---|
${rows.join('\n')}
`;
}
