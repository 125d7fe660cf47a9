'use client';
import type { Diagnosis, Server } from '@mcp-lab/contracts';
import { StethoscopeIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { DoctorReportView } from './doctor-report-view.tsx';
import { isUnderWay, useDiagnosis } from './use-diagnosis.ts';

/** Looks step by step why a server does not connect. */
export function DoctorTab({ server }: { server: Server }) {
  const { query, start } = useDiagnosis(server.id);
  if (query.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (query.data === undefined) {
    return (
      <Card>
        <ErrorState
          title="The last look could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </Card>
    );
  }
  const { diagnosis } = query.data;
  const busy = start.isPending || isUnderWay(diagnosis);
  const button = (label: string) => (
    <PermissionButton permission="servers:operate" disabled={busy} onClick={() => start.mutate()}>
      <StethoscopeIcon />
      {busy ? 'Looking…' : label}
    </PermissionButton>
  );
  if (diagnosis === null) {
    return (
      <Card>
        <EmptyState icon={StethoscopeIcon} title="Nobody has looked yet" actions={button('Look now')}>
          {server.kind === 'stdio'
            ? 'The lab looks at the command, its PATH, permissions and environment, starts it once and opens it.'
            : 'The lab looks at the address, its TLS, the transport and the authorization, and opens it.'}{' '}
          It names the first step that fails, and what to do.
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4" data-testid="doctor">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-xs text-muted-foreground" aria-live="polite">
          {describeProgress(diagnosis)} <RelativeTime at={diagnosis.finishedAt ?? diagnosis.requestedAt} />
        </p>
        {button('Look again')}
      </div>
      <DiagnosisBody diagnosis={diagnosis} />
    </div>
  );
}

function describeProgress({ status }: Diagnosis): string {
  if (status === 'queued') return 'Waiting for a worker, asked';
  return status === 'running' ? 'Looking, asked' : 'Looked';
}

function DiagnosisBody({ diagnosis }: { diagnosis: Diagnosis }) {
  if (isUnderWay(diagnosis)) {
    return (
      <Card>
        <EmptyState icon={StethoscopeIcon} title="Looking step by step">
          A server that never answers takes the longest: each opening waits 15 seconds for it.
        </EmptyState>
      </Card>
    );
  }
  if (diagnosis.report === null) {
    return (
      <Card>
        <EmptyState icon={StethoscopeIcon} title="The lab could not look">
          <PeerText text={diagnosis.reason ?? 'No reason is known.'} limit={600} />
        </EmptyState>
      </Card>
    );
  }
  return <DoctorReportView report={diagnosis.report} />;
}
