import { groupOfArea, type Result, type ResultGroup as ResultGroupId, resultGroups } from '@mcp-lab/contracts';
import { type Verdict, verdictOrder } from '@/components/verdict-presentation.ts';
import type { UrlFilters } from '@/lib/use-url-filters.ts';

export const resultFilterNames = ['verdict', 'group', 'area', 'level', 'revision', 'transport', 'text'] as const;
export type ResultFilters = UrlFilters<(typeof resultFilterNames)[number]>;

/** Verdicts are a comma-separated list in the URL; unknown words are ignored. */
export const chosenVerdicts = (filters: ResultFilters): Verdict[] =>
  verdictOrder.filter((verdict) => filters.verdict.split(',').includes(verdict));

export function filterResults(results: readonly Result[], filters: ResultFilters): Result[] {
  const verdicts = chosenVerdicts(filters);
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return results.filter((result) => {
    if (verdicts.length > 0 && !verdicts.includes(result.verdict)) return false;
    if (filters.group && groupOfArea(result.area) !== filters.group) return false;
    if (filters.area && result.area !== filters.area) return false;
    if (filters.level && result.level !== filters.level) return false;
    if (filters.revision && result.revision !== filters.revision) return false;
    if (filters.transport && result.transport !== filters.transport) return false;
    if (words.length === 0) return true;
    const text = `${result.title} ${result.checkId} ${result.reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export interface ResultGroup {
  group: ResultGroupId;
  area: string;
  results: Result[];
}

const rank = (result: Result): number => verdictOrder.indexOf(result.verdict);

/** By area. While a run goes on in order of arrival, so that rows stay where they are; afterwards worst first. */
export function groupResults(results: readonly Result[], order: 'arrival' | 'worst'): ResultGroup[] {
  const byArea = new Map<string, Result[]>();
  for (const result of results) {
    const group = byArea.get(result.area);
    if (group === undefined) byArea.set(result.area, [result]);
    else group.push(result);
  }
  const groups = [...byArea].map(([area, members]) => ({ group: groupOfArea(area), area, results: members }));
  // What the specification asks for is never mixed with what it does not.
  const apart = (group: ResultGroup) => resultGroups.indexOf(group.group);
  if (order === 'arrival') return groups.toSorted((a, b) => apart(a) - apart(b));
  for (const group of groups) group.results.sort((a, b) => rank(a) - rank(b) || a.seq - b.seq);
  const worst = (group: ResultGroup) => Math.min(...group.results.map(rank));
  return groups.toSorted((a, b) => apart(a) - apart(b) || worst(a) - worst(b));
}

export function countVerdicts(results: readonly Result[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdictOrder.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const result of results) counts[result.verdict] += 1;
  return counts;
}
