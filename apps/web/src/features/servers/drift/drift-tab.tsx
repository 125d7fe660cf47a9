'use client';
import type { Server, ServerDrift, SurfaceSnapshot } from '@mcp-lab/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CheckCheckIcon, EqualIcon, ScanSearchIcon } from 'lucide-react';
import { toast } from 'sonner';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { messageOf } from '@/lib/field-issues.ts';
import { countOf } from '@/lib/format/format-count.ts';
import { formatFullTime } from '@/lib/format/format-time.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { DriftChangeRow } from './drift-change-row.tsx';
import { driftClassNames } from './drift-class-names.ts';

/** What changed about a server since somebody looked at it and agreed. */
export function DriftTab({ server }: { server: Server }) {
  const { client } = useLab();
  const [{ from, to }, setUrl] = useUrlFilters(['from', 'to']);
  const sides = { ...(from ? { base: from } : {}), ...(to ? { head: to } : {}) };
  const query = useQuery({
    queryKey: queryKeys.serverDrift(server.id, sides),
    queryFn: ({ signal }) => client.getServerDrift({ params: { id: server.id }, query: sides }, { signal }),
  });
  if (query.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (query.data === undefined) {
    return (
      <Card>
        <ErrorState title="What changed could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      </Card>
    );
  }
  const drift = query.data;
  if (drift.base === null || drift.head === null) {
    return (
      <Card>
        <EmptyState icon={ScanSearchIcon} title="Not seen yet">
          The lab keeps each new look at what a server offers, and says here what changed from one to the next.
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex max-w-5xl flex-col gap-4" data-testid="drift">
      <Card>
        <CardHeader>
          <CardTitle>{drift.acceptedId === null ? 'Since it was first seen' : 'Since you accepted it'}</CardTitle>
          <AcceptButton server={server} drift={drift} onAccepted={() => setUrl({ from: '', to: '' })} />
        </CardHeader>
        <CardBody className="flex flex-wrap gap-3">
          <LookPicker label="From" drift={drift} chosen={drift.base} onChange={(id) => setUrl({ from: id })} />
          <LookPicker label="To" drift={drift} chosen={drift.head} onChange={(id) => setUrl({ to: id })} />
        </CardBody>
        <p className="border-t px-4 py-2.5 text-xs text-muted-foreground">
          {countOf(drift.snapshots.length, 'different look')} kept; last seen{' '}
          <RelativeTime at={drift.snapshots[0]?.takenAt ?? 0} />.
        </p>
      </Card>
      <Card>
        {drift.changes.length === 0 ? (
          <EmptyState icon={EqualIcon} title="Nothing changed">
            It offers exactly what it offered then.
          </EmptyState>
        ) : (
          <>
            <CardHeader>
              <CardTitle>{countOf(drift.changes.length, 'change')}</CardTitle>
              <span className="flex flex-wrap gap-1.5">
                {driftClassNames.map(({ id, label, tone }) =>
                  drift.counts[id] > 0 ? (
                    <Badge key={id} tone={tone}>
                      {drift.counts[id]} {label}
                    </Badge>
                  ) : null,
                )}
              </span>
            </CardHeader>
            <ul className="divide-y">
              {drift.changes.map((change, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same place may change twice
                <DriftChangeRow key={index} change={change} />
              ))}
            </ul>
          </>
        )}
      </Card>
    </div>
  );
}

interface LookPickerProps {
  label: string;
  drift: ServerDrift;
  chosen: SurfaceSnapshot;
  onChange(id: string): void;
}

function LookPicker({ label, drift, chosen, onChange }: LookPickerProps) {
  const options = drift.snapshots.map(({ id, takenAt, serverVersion, toolCount }) => ({
    value: id,
    label: `${formatFullTime(takenAt)}${id === drift.acceptedId ? ' (accepted)' : ''}`,
    hint: [serverVersion && `version ${serverVersion}`, countOf(toolCount, 'tool')].filter(Boolean).join(', '),
  }));
  return (
    <SelectField
      label={label}
      className="min-w-0 flex-1 basis-56"
      value={chosen.id}
      options={options}
      onValueChange={onChange}
    />
  );
}

function AcceptButton({ server, drift, onAccepted }: { server: Server; drift: ServerDrift; onAccepted(): void }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const newest = drift.snapshots[0];
  const accept = useMutation({
    mutationFn: (snapshotId: string) => client.acceptServerSurface({ params: { id: server.id }, body: { snapshotId } }),
    onSuccess: (accepted) => {
      queries.setQueryData(queryKeys.serverDrift(server.id, {}), accepted);
      onAccepted();
      toast.success('Accepted', { description: 'From now on you see what changes since this look.' });
    },
    onError: (error) => toast.error('It was not accepted', { description: messageOf(error) }),
  });
  if (newest === undefined) return null;
  if (newest.id === drift.acceptedId) return <Badge tone="good">the newest look is accepted</Badge>;
  return (
    <PermissionButton
      permission="servers:operate"
      variant="primary"
      size="sm"
      disabled={accept.isPending}
      onClick={() => accept.mutate(newest.id)}
    >
      <CheckCheckIcon />
      {accept.isPending ? 'Accepting…' : 'Accept what it offers now'}
    </PermissionButton>
  );
}
