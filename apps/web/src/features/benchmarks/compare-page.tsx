'use client';
import { ArrowLeftRightIcon, GitCompareArrowsIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardBody } from '@/components/ui/card.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { ComparisonView } from './comparison-view.tsx';
import { describeExecutor } from './describe-executor.ts';
import { useBenchmarks } from './use-benchmarks.ts';
import { useComparison } from './use-comparison.ts';

const margins = ['0.02', '0.05', '0.1', '0.2'].map((value) => ({ value, label: `${Number(value) * 100} %` }));
const counts = ['5', '10', '20', '50'].map((value) => ({ value, label: `the last ${value} runs` }));

/** What the runs of two benchmarks prove; everything that was chosen stands in the URL. */
export function BenchmarkComparePage() {
  const [sides, setSides] = useUrlFilters(['base', 'head', 'margin', 'last']);
  const { base, head } = sides;
  const both = base !== '' && head !== '';
  const query = useComparison(sides);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        trail={[{ label: 'Benchmarks', href: '/benchmarks' }]}
        title="Compare benchmarks"
        description="Runs are compared, not single calls, and only runs of one load on one machine. ~ means that nothing is proved, which is not the same as no difference."
      />
      <Card>
        <CardBody className="flex flex-wrap items-end gap-3">
          <BenchmarkPicker label="Base" value={base} onChange={(id) => setSides({ base: id })} />
          <Button
            variant="ghost"
            size="icon"
            aria-label="Swap the two"
            disabled={!both}
            onClick={() => setSides({ base: head, head: base })}
          >
            <ArrowLeftRightIcon />
          </Button>
          <BenchmarkPicker label="Head" value={head} onChange={(id) => setSides({ head: id })} />
          <Choice
            label="Runs"
            value={sides.last || '10'}
            options={counts}
            onChange={(last) => setSides({ last: last === '10' ? '' : last })}
          />
          <Choice
            label="What matters from"
            value={sides.margin || '0.05'}
            options={margins}
            onChange={(margin) => setSides({ margin: margin === '0.05' ? '' : margin })}
          />
        </CardBody>
      </Card>
      {both ? null : (
        <Card>
          <EmptyState icon={GitCompareArrowsIcon} title="Choose two benchmarks">
            Two servers under the same load, or one server before and after a change. Five runs a side are the fewest
            that can prove anything.
          </EmptyState>
        </Card>
      )}
      {both && query.isPending ? (
        <div role="status">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-96 rounded-xl" />
        </div>
      ) : null}
      {query.isError ? (
        <Card>
          <ErrorState title="They could not be compared" error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : null}
      {both && query.data ? <ComparisonView compared={query.data} /> : null}
    </div>
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

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange(value: string): void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return <SelectField label={label} className="basis-40" value={value} options={options} onValueChange={onChange} />;
}
