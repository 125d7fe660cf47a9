import type { QualityArea } from '../check/check.ts';
import type { Result } from '../run/result.ts';

/** Every report shows these apart: only conformance is a matter of the specification. */
export type ReportGroup = 'conformance' | 'functional' | 'quality';

export const reportGroups: readonly { id: ReportGroup; title: string; subtitle: string; hold: string }[] = [
  {
    id: 'conformance',
    title: 'Conformance',
    subtitle: 'what the specification asks for',
    hold: 'judged requirements hold',
  },
  { id: 'functional', title: 'Functional cases', subtitle: 'what you expect of this server', hold: 'cases hold' },
  {
    id: 'quality',
    title: 'Quality',
    subtitle: 'apart from conformance: no clause asks for it',
    hold: 'quality checks hold',
  },
];

const qualityAreas: readonly QualityArea[] = ['robustness', 'performance', 'reliability', 'quality'];

export function groupOfArea(area: Result['area']): ReportGroup {
  if (area === 'functional') return 'functional';
  return qualityAreas.some((quality) => quality === area) ? 'quality' : 'conformance';
}

/** The results of each group that has any, in the order in which groups are shown. */
export function splitByGroup(
  results: readonly Result[],
): { group: (typeof reportGroups)[number]; results: Result[] }[] {
  return reportGroups
    .map((group) => ({ group, results: results.filter(({ area }) => groupOfArea(area) === group.id) }))
    .filter((part) => part.results.length > 0);
}
