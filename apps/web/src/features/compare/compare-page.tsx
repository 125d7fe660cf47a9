'use client';
import { useQuery } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { CompareFrame } from './compare-frame.tsx';
import { Comparison } from './comparison.tsx';
import { RunPicker } from './run-picker.tsx';
import { usePickableRuns } from './use-pickable-runs.ts';

const labels = { base: 'Base, the older run', head: 'Head, the newer run' };

/** What changed from one run to another; both stand in the URL. */
export function ComparePage() {
  const { client } = useLab();
  const [sides, setSides] = useUrlFilters(['base', 'head']);
  const { base, head } = sides;
  const runs = usePickableRuns(base, head);
  const query = useQuery({
    queryKey: queryKeys.runComparison(base, head),
    queryFn: ({ signal }) => client.compareRuns({ query: { base, head } }, { signal }),
    enabled: base !== '' && head !== '',
  });
  return (
    <CompareFrame
      noun="runs"
      trail={{ label: 'Runs', href: '/tests?view=runs' }}
      description="A finding counts as fixed only when the newer run judged it: what was not run proves nothing."
      sides={sides}
      onSides={setSides}
      picker={(side) => (
        <RunPicker label={labels[side]} value={sides[side]} runs={runs} onChange={(id) => setSides({ [side]: id })} />
      )}
      advice="Best two of the same server with the same options: then every difference is the server's."
      query={query}
    >
      {(comparison) => <Comparison comparison={comparison} />}
    </CompareFrame>
  );
}
