'use client';
import type { Server, ServerCapabilities } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { ScanSearchIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { EraBadges } from '@/components/era-badges.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { FactList } from '@/components/fact-list.tsx';
import { PeerJson } from '@/components/peer-json.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { transportNames } from '../transport-names.ts';
import { SurfaceList } from './surface-list.tsx';

export function CapabilitiesTab({ server }: { server: Server }) {
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
  if (query.data.takenAt === null) {
    return (
      <Card>
        <EmptyState icon={ScanSearchIcon} title="Not seen yet">
          The lab looks at what a server offers when it answers for the first time, and again at every run.
        </EmptyState>
      </Card>
    );
  }
  return <Capabilities capabilities={query.data} />;
}

function Capabilities({ capabilities }: { capabilities: ServerCapabilities }) {
  const { modern, legacy, transport, takenAt, evidence, instructions, tools, prompts } = capabilities;
  const resources = [...capabilities.resources, ...capabilities.resourceTemplates];
  return (
    <div className="grid items-start gap-4 xl:grid-cols-5">
      <div className="flex min-w-0 flex-col gap-4 xl:col-span-2">
        <Card>
          <CardHeader>
            <CardTitle>Protocol</CardTitle>
            {takenAt === null ? null : (
              <span className="text-xs text-muted-foreground">
                seen <RelativeTime at={takenAt} />
              </span>
            )}
          </CardHeader>
          <CardBody>
            <FactList
              facts={[
                { label: 'Eras', value: <EraBadges eras={{ modern, legacy }} /> },
                { label: 'Transport', value: transport === null ? '–' : transportNames[transport] },
                { label: 'Revisions', value: [...modern, ...legacy].toSorted().toReversed().join(', ') || '–' },
              ]}
            />
          </CardBody>
          {evidence.length > 0 ? (
            <div className="border-t">
              <h3 className="eyebrow px-4 pt-3 pb-1">How this was found out</h3>
              <ol className="divide-y">
                {evidence.map((step, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: steps have an order and no other identity
                  <li key={index} className="px-4 py-2 text-xs leading-relaxed">
                    <p className="font-mono">
                      <PeerText text={step.probe} limit={300} />
                    </p>
                    <p className="text-muted-foreground">
                      <PeerText text={step.observed} limit={600} />
                    </p>
                    <p>
                      <span aria-hidden>→ </span>
                      <PeerText text={step.concludes} limit={300} />
                    </p>
                  </li>
                ))}
              </ol>
            </div>
          ) : null}
        </Card>
        {instructions ? (
          <Card>
            <CardHeader>
              <CardTitle>Instructions</CardTitle>
            </CardHeader>
            <CardBody className="text-[0.8125rem] leading-relaxed whitespace-pre-wrap">
              <PeerText text={instructions} limit={4000} />
            </CardBody>
          </Card>
        ) : null}
        <Card>
          <CardHeader>
            <CardTitle>Declared capabilities</CardTitle>
          </CardHeader>
          <CardBody>
            <PeerJson value={capabilities.capabilities} label="Copy the capabilities" />
          </CardBody>
        </Card>
      </div>
      <div className="flex min-w-0 flex-col gap-4 xl:col-span-3">
        <SurfaceList title="Tools" entries={tools} none="It offers no tools." />
        <SurfaceList title="Resources" entries={resources} none="It offers no resources." />
        <SurfaceList title="Prompts" entries={prompts} none="It offers no prompts." />
      </div>
    </div>
  );
}
