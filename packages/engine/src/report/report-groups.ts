import { groupOfArea, type ResultGroup } from '@mcp-lab/contracts';
import type { Result } from '../run/result.ts';

export { groupOfArea };
export type ReportGroup = ResultGroup;

export const reportGroups: readonly { id: ReportGroup; title: string; subtitle: string; hold: string }[] = [
  {
    id: 'conformance',
    title: 'Conformance',
    subtitle: 'what the specification asks for',
    hold: 'judged requirements hold',
  },
  {
    id: 'parity',
    title: 'Parity',
    subtitle: 'whether the server offers the same over every revision and transport',
    hold: 'comparisons find the same surface',
  },
  {
    id: 'interop',
    title: 'Interop',
    subtitle: 'what the official client makes of the server',
    hold: 'steps of the official client work',
  },
  {
    id: 'official',
    title: 'Official suite',
    subtitle: 'informative: what the official conformance suite says, filtered for a server it was not made for',
    hold: 'of its verdicts are good',
  },
  { id: 'functional', title: 'Functional cases', subtitle: 'what you expect of this server', hold: 'cases hold' },
  {
    id: 'fuzz',
    title: 'Fuzz',
    subtitle: 'inputs made from the server’s own schemas, valid and invalid',
    hold: 'invariants hold for every input tried',
  },
  {
    id: 'consistency',
    title: 'Consistency',
    subtitle: 'whether what was acknowledged under concurrency is there afterwards',
    hold: 'properties hold',
  },
  {
    id: 'process',
    title: 'Process and sessions',
    subtitle: 'how the process and its sessions take being tormented',
    hold: 'tortures are withstood',
  },
  {
    id: 'security-suite',
    title: 'Security suite',
    subtitle: 'evidence of weaknesses, with the confidence in it; what it did not find may be there all the same',
    hold: 'probes found nothing',
  },
  {
    id: 'load',
    title: 'Load',
    subtitle: 'what the server sustained, against the thresholds',
    hold: 'thresholds hold',
  },
  {
    id: 'chaos',
    title: 'Chaos',
    subtitle: 'whether the steady state holds under faults and comes back after them',
    hold: 'hypotheses hold',
  },
  {
    id: 'quality',
    title: 'Quality',
    subtitle: 'apart from conformance: no clause asks for it',
    hold: 'quality checks hold',
  },
];

/** The results of each group that has any, in the order in which groups are shown. */
export function splitByGroup(
  results: readonly Result[],
): { group: (typeof reportGroups)[number]; results: Result[] }[] {
  return reportGroups
    .map((group) => ({ group, results: results.filter(({ area }) => groupOfArea(area) === group.id) }))
    .filter((part) => part.results.length > 0);
}
