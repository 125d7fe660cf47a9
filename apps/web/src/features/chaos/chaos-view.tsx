'use client';
import type { ChaosReport, Run } from '@mcp-lab/contracts';
import { InfoIcon, ZapIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { type Fact, FactList } from '@/components/fact-list.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { NoTicks } from '../load/no-ticks.tsx';
import { ChaosTimeline } from './chaos-timeline.tsx';
import { TrialCard } from './trial-card.tsx';
import { useRunChaos } from './use-run-chaos.ts';

/** What a chaos run did to the server, fault by fault, and how it took it. */
export function ChaosView({ run }: { run: Run }) {
  const { query, report, ticks, active } = useRunChaos(run);
  if (query.isPending) return <LoadingState />;
  if (query.data === undefined) {
    return (
      <Card>
        <ErrorState
          title="The experiment could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </Card>
    );
  }
  if (report === null && ticks.length === 0) {
    return (
      <NoTicks
        run={run}
        icon={ZapIcon}
        before={{
          title: 'Nothing broken yet',
          text: 'The first second is shown when the steady load has begun.',
        }}
        none={{
          title: 'Nothing was tried',
          text: 'The run ended before the steady load began. The results say why.',
        }}
      />
    );
  }
  if (report === null) {
    return (
      <div className="flex flex-col gap-4" data-testid="chaos-view">
        <ChaosTimeline ticks={ticks} />
        <p className="text-xs text-muted-foreground">
          {active
            ? 'Each verdict is among the results as soon as its fault is over; before, during and after of each fault come with the report.'
            : 'The run was cut off before it wrote its report.'}
        </p>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4" data-testid="chaos-view">
      <FactList facts={factsOf(report)} />
      {report.notes.length === 0 ? null : (
        <Card role="note">
          <ul className="flex flex-col gap-1 px-4 py-3 text-[0.8125rem] leading-relaxed">
            {report.notes.map((note) => (
              <li key={note} className="flex gap-2">
                <InfoIcon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
                <PeerText text={note} limit={2_000} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <ChaosTimeline ticks={report.ticks} />
      {report.trials.length === 0 ? (
        <Card>
          <EmptyState icon={ZapIcon} title="No fault was tried">
            The results say why.
          </EmptyState>
        </Card>
      ) : (
        report.trials.map((trial) => <TrialCard key={trial.name} trial={trial} />)
      )}
      <Writes writes={report.writes} />
    </div>
  );
}

function Writes({ writes }: Pick<ChaosReport, 'writes'>) {
  if (writes.length === 0) return null;
  return (
    <Card data-testid="chaos-writes">
      <CardHeader className="min-h-11">
        <CardTitle>Writes whose answer was lost and that were made again</CardTitle>
      </CardHeader>
      <CardBody>
        <ul className="flex flex-col gap-2 text-[0.8125rem]">
          {writes.map(({ name, applied, reason, declaredIdempotent }) => (
            <li key={name}>
              <PeerText text={name} limit={200} />:{' '}
              <span className={applied !== null && applied > 1 ? 'font-medium text-bad' : 'font-medium'}>
                {applied === null ? 'could not be told' : `applied ${countOf(applied, 'time')}`}
              </span>
              {declaredIdempotent ? ', declares idempotentHint' : ''}
              <p className="text-xs text-muted-foreground">
                <PeerText text={reason} limit={1_000} />
              </p>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function factsOf({ experiment, mix, revision }: ChaosReport): Fact[] {
  const { rate, vus, steady, during, recoverySeconds } = experiment;
  return [
    { label: 'Steady load', value: vus === undefined ? `${rate} calls/s` : countOf(vus, 'user') },
    { label: 'Calls', value: <PeerText text={mix.slice(0, 6).join(', ')} limit={300} /> },
    { label: 'Holds before and after', value: steady.join('; ') },
    ...(during.length > 0 ? [{ label: 'Holds during', value: during.join('; ') }] : []),
    { label: 'Recovers within', value: `${recoverySeconds} s` },
    { label: 'Revision', value: revision },
  ];
}
