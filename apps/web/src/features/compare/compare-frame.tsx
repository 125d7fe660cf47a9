'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import { ArrowLeftRightIcon, GitCompareArrowsIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardBody } from '@/components/ui/card.tsx';

interface Sides {
  base: string;
  head: string;
}

interface CompareFrameProps<Compared> {
  /** What is compared, such as `runs`. */
  noun: string;
  trail: { label: string; href: string };
  description: string;
  /** Ids; empty where none is chosen. */
  sides: Sides;
  onSides(sides: Partial<Sides>): void;
  picker(side: keyof Sides): ReactNode;
  /** Beside the pickers: how they are compared. */
  settings?: ReactNode;
  /** Which two are best chosen. */
  advice: string;
  query: UseQueryResult<Compared>;
  children(compared: Compared): ReactNode;
}

/** Two of a kind are chosen, and what came of comparing them stands below. */
export function CompareFrame<Compared>(props: CompareFrameProps<Compared>) {
  const { noun, trail, description, sides, onSides, picker, settings, advice, query, children } = props;
  const { base, head } = sides;
  const both = base !== '' && head !== '';
  return (
    <div className="flex flex-col gap-4">
      <PageHeader trail={[trail]} title={`Compare ${noun}`} description={description} />
      <Card>
        <CardBody className="flex flex-wrap items-end gap-3">
          {picker('base')}
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Swap the two ${noun}`}
            disabled={!both}
            onClick={() => onSides({ base: head, head: base })}
          >
            <ArrowLeftRightIcon />
          </Button>
          {picker('head')}
          {settings}
        </CardBody>
      </Card>
      {both ? null : (
        <Card>
          <EmptyState icon={GitCompareArrowsIcon} title={`Choose two ${noun}`}>
            {advice}
          </EmptyState>
        </Card>
      )}
      {both && query.isPending ? <LoadingState /> : null}
      {query.isError ? (
        <Card>
          <ErrorState title="They could not be compared" error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : null}
      {both && query.data ? children(query.data) : null}
    </div>
  );
}
