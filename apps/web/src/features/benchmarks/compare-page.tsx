'use client';
import { SelectField } from '@/components/ui/select-field.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { CompareFrame } from '../compare/compare-frame.tsx';
import { ComparisonView } from './comparison-view.tsx';
import { describeExecutor } from './describe-executor.ts';
import { useBenchmarks } from './use-benchmarks.ts';
import { useComparison } from './use-comparison.ts';

const labels = { base: 'Base', head: 'Head' };
const margins = ['0.02', '0.05', '0.1', '0.2'].map((value) => ({ value, label: `${Number(value) * 100} %` }));
const counts = ['5', '10', '20', '50'].map((value) => ({ value, label: `the last ${value} runs` }));

/** What the runs of two benchmarks prove; everything that was chosen stands in the URL. */
export function BenchmarkComparePage() {
  const [sides, setSides] = useUrlFilters(['base', 'head', 'margin', 'last']);
  const query = useComparison(sides);
  return (
    <CompareFrame
      noun="benchmarks"
      trail={{ label: 'Benchmarks', href: '/benchmarks' }}
      description="Runs are compared, not single calls, and only runs of one load on one machine. ~ means that nothing is proved, which is not the same as no difference."
      sides={sides}
      onSides={setSides}
      picker={(side) => (
        <BenchmarkPicker label={labels[side]} value={sides[side]} onChange={(id) => setSides({ [side]: id })} />
      )}
      settings={
        <>
          <SelectField
            label="Runs"
            className="basis-40"
            value={sides.last || '10'}
            options={counts}
            onValueChange={(last) => setSides({ last: last === '10' ? '' : last })}
          />
          <SelectField
            label="What matters from"
            className="basis-40"
            value={sides.margin || '0.05'}
            options={margins}
            onValueChange={(margin) => setSides({ margin: margin === '0.05' ? '' : margin })}
          />
        </>
      }
      advice="Two servers under the same load, or one server before and after a change. Five runs a side are the fewest that can prove anything."
      query={query}
    >
      {(compared) => <ComparisonView compared={compared} />}
    </CompareFrame>
  );
}

function BenchmarkPicker({ label, value, onChange }: { label: string; value: string; onChange(id: string): void }) {
  const benchmarks = useBenchmarks();
  const options = (benchmarks.data?.items ?? []).map((one) => ({
    value: one.id,
    label: `${one.name} · ${one.serverName}`,
    hint: describeExecutor(one.profile.executor),
  }));
  return (
    <SelectField
      label={label}
      className="min-w-0 flex-1 basis-64"
      value={value}
      options={options}
      placeholder={benchmarks.data && options.length === 0 ? 'there is no benchmark yet' : 'choose a benchmark'}
      onValueChange={onChange}
    />
  );
}
