import { type CheckDescription, describeChecks } from '@mcp-lab/engine/checks/describe-checks';
import { revisions } from '@mcp-lab/wire';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';

export function addChecksCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('checks')
    .description('every check: its level, revisions and transports')
    .argument('[text]', 'only those whose id, area or title contains this')
    .option('--json', 'as JSON', false)
    .option('--markdown', 'as a Markdown page', false)
    .action(async (text: string | undefined, options: { json: boolean; markdown: boolean }) => {
      const wanted = text?.toLowerCase();
      const chosen = (await describeChecks()).filter(({ id, area, title }) => {
        return wanted === undefined || [id, area, title].some((part) => part.toLowerCase().includes(wanted));
      });
      if (options.json) terminal.out(`${JSON.stringify(chosen, null, 2)}\n`);
      else terminal.out(options.markdown ? checksPage(chosen) : checksList(chosen));
    });
}

function checksList(checks: readonly CheckDescription[]): string {
  const width = Math.max(0, ...checks.map(({ id }) => id.length));
  const rows = checks.map(({ id, level, title }) => `${id.padEnd(width)}  ${level.padEnd(6)}  ${title}`);
  return `${[...rows, `${checks.length} checks`].join('\n')}\n`;
}

/** `docs/checks.md`. */
export function checksPage(checks: readonly CheckDescription[]): string {
  const areas = Map.groupBy(checks, ({ area }) => area);
  const sections = [...areas].map(([area, ofArea]) => {
    const rows = ofArea.map((check) => {
      const marks = [check.passive ? 'passive' : '', check.destructive ? 'side effects' : '']
        .filter(Boolean)
        .join(', ');
      const cells = [
        `\`${check.id}\``,
        check.title.replaceAll('|', '\\|'),
        showLevel(check),
        showRevisions(check),
        check.transports.map((name) => shortNames[name]).join(', '),
        marks,
      ];
      return `| ${cells.join(' | ')} |`;
    });
    const head = '| id | what holds when it passes | level | revisions | transports | |\n|---|---|---|---|---|---|';
    return `## ${area} (${ofArea.length})\n\n${head}\n${rows.join('\n')}\n`;
  });
  return `# All ${checks.length} checks

Printed by \`mcp-lab checks --markdown\`. A violated MUST fails, a SHOULD warns, a MAY informs; where the level differs between
revisions, the one of the newest comes first. *passive*: judges what was recorded, so that an old run can be judged again.
*side effects*: runs last, alone, and only when they are allowed. What is asked for by no specification (robustness,
performance, reliability, quality) is reported apart from conformance.

${sections.join('\n')}`;
}

const shortNames = { stdio: 'stdio', 'streamable-http': 'HTTP', 'http-sse': 'SSE' } as const;

function showLevel({ level, otherLevels }: CheckDescription): string {
  const others = Object.entries(otherLevels).map(([revision, other]) => `${other} ${revision}`);
  return [level, ...others].join(', ');
}

function showRevisions({ revisions: applicable }: CheckDescription): string {
  const [first] = applicable;
  const last = applicable.at(-1);
  if (applicable.length === revisions.length) return 'all';
  if (first === last) return first ?? '';
  return last === revisions.at(-1) ? `since ${first}` : `${first} to ${last}`;
}
