'use client';
import { FileJsonIcon, FlaskConicalIcon, GlobeIcon, PlusIcon, TerminalIcon } from 'lucide-react';
import { ErrorState } from '@/components/error-state.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { openDialog } from '../shell/dialog-store.ts';
import { useAddSamples, useSamples } from './use-samples.ts';

const ownWays = [
  {
    tab: 'command',
    icon: TerminalIcon,
    title: 'A command',
    text: 'node server.js, npx …, uvx …: the lab starts it and talks over stdio.',
  },
  {
    tab: 'url',
    icon: GlobeIcon,
    title: 'A URL',
    text: 'A server that already runs and speaks Streamable HTTP or HTTP+SSE.',
  },
  {
    tab: 'config',
    icon: FileJsonIcon,
    title: 'A config file',
    text: 'Paste the file of Claude Desktop, Cursor, VS Code or a .mcp.json.',
  },
] as const;

/** What a new lab shows: the shortest way to a first result, and the way to one's own server. */
export function FirstRun() {
  return (
    <div data-testid="first-run" className="grid gap-4 lg:grid-cols-2">
      <SamplesCard />
      <Card className="p-5 sm:p-6">
        <h2 className="text-base font-semibold tracking-tight">Add your own server</h2>
        <p className="mt-1 text-[0.8125rem] leading-relaxed text-muted-foreground">
          Nothing is called on it that could change something, unless you allow it.
        </p>
        <ul className="mt-4 divide-y rounded-lg border">
          {ownWays.map(({ tab, icon: Icon, title, text }) => (
            <li key={tab} className="flex items-center gap-3.5 px-3.5 py-3">
              <Icon className="size-4.5 shrink-0 text-muted-foreground" strokeWidth={1.75} aria-hidden />
              <div className="min-w-0 flex-1">
                <p className="text-[0.8125rem] font-medium">{title}</p>
                <p className="text-xs leading-relaxed text-muted-foreground">{text}</p>
              </div>
              <PermissionButton
                permission="servers:define-command"
                size="sm"
                aria-label={`Add server by ${title.toLowerCase()}`}
                onClick={() => openDialog({ name: 'add-server', tab })}
              >
                <PlusIcon />
                Add
              </PermissionButton>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function SamplesCard() {
  const samples = useSamples();
  const add = useAddSamples();
  const ids = samples.data?.items.filter((sample) => !sample.added).map((sample) => sample.id) ?? [];
  return (
    <Card className="p-5 sm:p-6">
      <h2 className="text-base font-semibold tracking-tight">Start with the sample servers</h2>
      <p className="mt-1 text-[0.8125rem] leading-relaxed text-muted-foreground">
        They ship with the lab and run on this machine. You see a first result in under a minute, and what a defect
        looks like.
      </p>
      {samples.isPending ? (
        <div className="mt-4 space-y-2">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </div>
      ) : null}
      {samples.isError && samples.data === undefined ? (
        <ErrorState
          title="The samples could not be listed"
          error={samples.error}
          onRetry={() => void samples.refetch()}
        />
      ) : null}
      <ul className="mt-4 flex-1 divide-y rounded-lg border">
        {samples.data?.items.map((sample) => (
          <li key={sample.id} className="px-3.5 py-3">
            <p className="text-[0.8125rem] font-medium">{sample.name}</p>
            <p className="text-xs leading-relaxed text-muted-foreground">{sample.description}</p>
          </li>
        ))}
      </ul>
      <div className="mt-4">
        <PermissionButton
          permission="servers:define-command"
          variant="primary"
          size="lg"
          className="w-full"
          disabled={add.isPending || ids.length === 0}
          onClick={() => add.mutate(ids)}
        >
          <FlaskConicalIcon />
          {add.isPending ? 'Adding…' : 'Add and start the samples'}
        </PermissionButton>
      </div>
    </Card>
  );
}
