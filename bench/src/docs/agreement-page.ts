import type { AgreementRow, Judgement } from './compare-verdicts.ts';

interface AgreementReason {
  official: string;
  servers: string[];
  /** `vacuous`: passed there without anything having been seen; `capability`: asked there of a server that does not offer it. */
  kind: string;
  reason: string;
}

export interface AgreementNotes {
  reasons: readonly AgreementReason[];
  /** Official checks, as patterns, that say nothing on these servers. */
  notCompared: readonly { official: string; reason: string }[];
  /** Of the official suite. */
  version: string;
}

/** `docs/agreement.md`. */
export function agreementPage(
  rows: readonly AgreementRow[],
  { reasons, notCompared, version }: AgreementNotes,
): string {
  const count = (agreement: AgreementRow['agreement']) => rows.filter((row) => row.agreement === agreement).length;
  const servers = [...new Set(rows.map(({ server }) => server))];
  const sections = servers.map((server) => {
    // Scenarios run side by side, so results come in any order.
    const own = rows.filter((row) => row.server === server).toSorted(byName);
    const lines = own.map((row) => `| ${cellsOf(row, reasons).join(' | ')} |`);
    return `## ${server}\n\n| official check | revision | official | ours | our checks | |\n|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `# Agreement with the official conformance suite

Printed by \`npm run docs:agreement\`. The official suite ${version} and this lab judged the same servers over Streamable HTTP, one
after the other. Compared is every official check that asks what one or more of ours ask, at the newest revision of each era
that the server speaks. *good*: nothing is at fault; *bad*: the server is found at fault, whatever it weighs; *weak*: a warning or a note
only; *none*: not testable or not applicable.

${count('equal')} verdicts are equal, ${count('different')} differ for the reasons given, ${count('only-ours')} only this lab could give, ${count('neither')} neither could.

Several official checks may share one of ours. The suite is filtered first: what it says it could not test is left out, and so is
what can only be right on the server it was made for.

${sections.join('\n')}
## Not compared

| official check | why it says nothing on these servers |
|---|---|
${notCompared.map(({ official, reason }) => `| \`${official}\` | ${reason} |`).join('\n')}
`;
}

const shown: Readonly<Record<Judgement, string>> = { good: 'good', bad: '**bad**', weak: 'weak', none: 'none' };

function cellsOf(row: AgreementRow, reasons: readonly AgreementReason[]): string[] {
  const reason = reasons.find(({ official, servers }) => official === row.official && servers.includes(row.server));
  const verdict = {
    equal: 'equal',
    different: `different (${reason?.kind ?? 'no reason yet'}): ${reason?.reason ?? 'to be looked at'}`,
    'only-ours': 'only ours',
    neither: '',
  }[row.agreement];
  const checks = row.checks.map((id) => `\`${id}\``).join(', ') || 'none ran';
  return [`\`${row.official}\``, row.revision, shown[row.theirs], shown[row.ours], checks, verdict];
}

function byName(left: AgreementRow, right: AgreementRow): number {
  const [a, b] = [left, right].map(({ official, revision }) => `${official} ${revision}`) as [string, string];
  return a < b ? -1 : 1;
}
