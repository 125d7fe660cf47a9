import { groupOfArea } from '@mcp-lab/engine';
import type { LabRun } from './run-lab.ts';

export interface RealRun extends LabRun {
  server: string;
  transport: string;
  told: 'nothing told' | 'suite file';
}

const verdicts = ['pass', 'fail', 'warn', 'info', 'not-applicable', 'untestable', 'error'] as const;
const marks = { fail: 'fail', warn: 'warn', error: 'error of ours' } as const;

/** `docs/real-servers.md`. */
export function realServersPage(runs: readonly RealRun[], whyTrue: Readonly<Record<string, string>>): string {
  return `# Real servers

Written by \`npm run docs:real-servers\`. \`mcp-lab test\` against servers of other people, installed in \`e2e/real-servers\`
with a lockfile of its own: as a user who tells nothing about a server, and as one with a suite file that names calls
(\`e2e/real-servers/suites\`). Each number counts results: a check at a revision. *C* is conformance, *Q* what no clause
asks for. The time is of one run on a small machine and depends on it; over stdio most of it is starting processes, whose
number is given.

| server | over | | ${verdicts.map((verdict) => `${verdict} C+Q`).join(' | ')} | s | ${'connections'} |
|---|---|---|${verdicts.map(() => '---:').join('|')}|---:|---:|
${runs.map(rowOf).join('\n')}

## Every finding, and why it is true

${findingsOf(runs, whyTrue)}
`;
}

function rowOf(run: RealRun): string {
  const { server, transport, told, results, seconds, connections } = run;
  const cells = verdicts.map((verdict) => {
    const own = results.filter((result) => result.verdict === verdict);
    const quality = own.filter(({ area }) => groupOfArea(area) === 'quality').length;
    return `${own.length - quality}+${quality}`;
  });
  return `| ${[server, transport, told, ...cells, Math.round(seconds), connections].join(' | ')} |`;
}

function findingsOf(runs: readonly RealRun[], whyTrue: Readonly<Record<string, string>>): string {
  const all = runs.flatMap((run) => run.findings.map((finding) => ({ run, finding })));
  const byCheck = [...Map.groupBy(all, ({ finding }) => finding.checkId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = byCheck.map(([checkId, sightings]) => {
    const { title = '', area = '' } = sightings[0]?.finding ?? {};
    const where = [
      ...new Set(sightings.map(({ run, finding }) => `${run.server} over ${run.transport} (${mark(finding)})`)),
    ];
    return `### ${checkId}\n\n*${title}* (${groupOfArea(area)}). ${whyTrue[checkId] ?? '**Not yet read.**'}\n\n${where.map((line) => `- ${line}`).join('\n')}\n`;
  });
  return lines.join('\n');
}

function mark({ verdict }: LabRun['findings'][number]): string {
  return marks[verdict as keyof typeof marks] ?? verdict;
}
