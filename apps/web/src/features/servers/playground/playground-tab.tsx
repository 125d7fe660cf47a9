'use client';
import type { Server, ServerCapabilities } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { TerminalIcon } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { CallAnswer } from './call-answer.tsx';
import { CallForm } from './call-form.tsx';
import { type CallKind, callKinds, subjectsOf } from './call-subjects.ts';
import { useCallServer } from './use-call-server.ts';

/** One call by hand: a tool, a resource or a prompt, with what came and every byte of it. */
export function PlaygroundTab({ server }: { server: Server }) {
  const { client } = useLab();
  const query = useQuery({
    queryKey: queryKeys.serverCapabilities(server.id),
    queryFn: ({ signal }) => client.getServerCapabilities({ params: { id: server.id } }, { signal }),
  });
  if (query.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (query.data === undefined) {
    return (
      <Card>
        <ErrorState
          title="What it offers could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </Card>
    );
  }
  return <Playground server={server} capabilities={query.data} />;
}

function Playground({ server, capabilities }: { server: Server; capabilities: ServerCapabilities }) {
  const [{ call: wantedKind, subject: wanted }, setUrl] = useUrlFilters(['call', 'subject']);
  const [revision, setRevision] = useState('');
  const caller = useCallServer(server);
  const kind: CallKind = callKinds.find(({ value }) => value === wantedKind)?.value ?? 'tool';
  const subjects = subjectsOf(kind, capabilities);
  const subject = subjects.find(({ id }) => id === wanted) ?? subjects[0];
  const revisions = [...capabilities.modern, ...capabilities.legacy].toSorted().toReversed();
  const choose = (changes: { call?: string; subject?: string }) => {
    caller.reset();
    setUrl(changes);
  };
  const kinds = callKinds.map(({ value, label }) => ({
    value,
    label: `${label} ${formatCount(subjectsOf(value, capabilities).length)}`,
  }));
  return (
    <div className="grid items-start gap-4 xl:grid-cols-5" data-testid="playground">
      <Card className="xl:col-span-2">
        <CardHeader>
          <CardTitle>Call by hand</CardTitle>
          <Segmented
            aria-label="What to call"
            value={kind}
            options={kinds}
            onValueChange={(next) => choose({ call: next === 'tool' ? '' : next, subject: '' })}
          />
        </CardHeader>
        {subject === undefined ? (
          <EmptyState
            icon={TerminalIcon}
            title={capabilities.takenAt === null ? 'Not seen yet' : 'Nothing of the kind'}
          >
            {capabilities.takenAt === null
              ? 'Start the server, or check it now: the lab then looks at what it offers.'
              : 'The server lists none.'}
          </EmptyState>
        ) : (
          <CardBody className="flex flex-col gap-4">
            <div className="flex flex-wrap gap-3">
              <SelectField
                label={callKinds.find(({ value }) => value === kind)?.one}
                className="min-w-0 flex-1 basis-48"
                value={subject.id}
                options={subjects.map(({ id, label }) => ({ value: id, label }))}
                onValueChange={(id) => choose({ subject: id })}
              />
              {revisions.length > 1 ? (
                <SelectField
                  label="Revision"
                  className="basis-36"
                  value={revision || 'kept'}
                  options={[{ value: 'kept', label: 'newest' }, ...revisions.map((value) => ({ value, label: value }))]}
                  onValueChange={(next) => setRevision(next === 'kept' ? '' : next)}
                />
              ) : null}
            </div>
            <CallForm
              key={`${kind} ${subject.id}`}
              subject={subject}
              pending={caller.isPending}
              error={caller.error}
              onCall={(call) => caller.mutate({ ...call, ...(revision === '' ? {} : { revision }) })}
            />
          </CardBody>
        )}
      </Card>
      <div className="min-w-0 xl:col-span-3" aria-live="polite">
        <CallAnswer caller={caller} />
      </div>
    </div>
  );
}
