'use client';
import type { Result } from '@mcp-lab/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { FlaskConicalIcon, ListFilterIcon } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { ResultFilterBar } from './result-filter-bar.tsx';
import { filterResults, groupResults, type ResultFilters } from './result-filters.ts';
import { ResultGroups } from './result-groups.tsx';
import { ResultSheet } from './result-sheet.tsx';

const noFilters: ResultFilters = { verdict: '', group: '', area: '', level: '', revision: '', transport: '', text: '' };

interface RunResultsProps {
  runId: string;
  /** The run goes on: rows stay where they are. */
  active: boolean;
  results: readonly Result[];
  query: Pick<UseQueryResult, 'isPending' | 'isSuccess' | 'isError' | 'error' | 'refetch'>;
  filters: ResultFilters;
  onFilter(changes: Partial<ResultFilters>): void;
}

/** The list of results by area, its filters, and the panel of the one that is opened. */
export function RunResults({ runId, active, results, query, filters, onFilter }: RunResultsProps) {
  const [opened, setOpened] = useUrlFilters(['result']);
  // A burst of results must not hold up typing and clicking.
  const deferred = useDeferredValue(results);
  const shown = useMemo(() => filterResults(deferred, filters), [deferred, filters]);
  const groups = useMemo(() => groupResults(shown, active ? 'arrival' : 'worst'), [shown, active]);
  const clear = () => onFilter(noFilters);
  return (
    <Card data-testid="results">
      {results.length > 0 ? (
        <ResultFilterBar results={results} shown={shown.length} filters={filters} onChange={onFilter} onClear={clear} />
      ) : null}
      {query.isPending && results.length === 0 ? <RowSkeletons rows={8} /> : null}
      {query.isError && results.length === 0 ? (
        <ErrorState title="The results could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isSuccess && results.length === 0 ? (
        <EmptyState icon={FlaskConicalIcon} title={active ? 'Waiting for the first result' : 'It judged nothing'}>
          {active
            ? 'The server is being started and looked at. Results appear here one by one.'
            : 'No check came to a verdict. The reason stands above.'}
        </EmptyState>
      ) : null}
      {results.length > 0 && shown.length === 0 ? (
        <EmptyState
          icon={ListFilterIcon}
          title="No result matches"
          actions={<Button onClick={clear}>Clear the filters</Button>}
        />
      ) : null}
      <ResultGroups groups={groups} onOpen={(result) => setOpened({ result: result.id }, 'push')} />
      <ResultSheet
        runId={runId}
        resultId={opened.result || null}
        order={groups.flatMap((group) => group.results)}
        onOpen={(resultId) => setOpened({ result: resultId })}
        onClose={() => setOpened({ result: '' })}
      />
    </Card>
  );
}
