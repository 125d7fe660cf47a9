'use client';
import { FlaskConicalIcon, GaugeIcon, LogOutIcon, MoonIcon, PlusIcon, ServerIcon, SunIcon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useCan } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { describeRunState, RunStateBadge } from '@/components/run-state.tsx';
import { ServerStateLabel } from '@/components/server-state.tsx';
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command.tsx';
import { Dialog, DialogContent, DialogTitle } from '@/components/ui/dialog.tsx';
import { useSignOut } from '../auth/use-sign-out.ts';
import { useBenchmarks } from '../benchmarks/use-benchmarks.ts';
import { useRecentRuns } from '../runs/use-runs.ts';
import { useServers } from '../servers/use-servers.ts';
import { useTests } from '../tests/use-tests.ts';
import { openDialog } from './dialog-store.ts';
import { navigationPages } from './navigation.ts';

interface CommandPaletteProps {
  open: boolean;
  onOpenChange(open: boolean): void;
}

export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="top-[12vh] max-w-xl translate-y-0">
        <DialogTitle className="sr-only">Search or jump to</DialogTitle>
        <PaletteContent onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** Mounted only while open, so that nothing is loaded for it before. */
function PaletteContent({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const signOut = useSignOut();
  const mayAdd = useCan('servers:define-command');
  const mayRun = useCan('runs:execute');
  const mayBenchmark = useCan('benchmarks:write');
  const servers = useServers({}).data?.items ?? [];
  const tests = useTests({}).data?.items ?? [];
  const benchmarks = useBenchmarks().data?.items ?? [];
  const runs = useRecentRuns(20).data?.items ?? [];

  const act = (action: () => void) => () => {
    onDone();
    action();
  };
  const go = (href: string) => act(() => router.push(href));
  const dark = resolvedTheme === 'dark';
  const ThemeIcon = dark ? SunIcon : MoonIcon;

  return (
    <Command label="Search or jump to" loop>
      <CommandInput placeholder="Servers, tests, runs, pages, actions…" />
      <CommandList>
        <CommandEmpty>Nothing has that name.</CommandEmpty>
        <CommandGroup heading="Pages">
          {navigationPages.map(({ href, label, icon: Icon }) => (
            <CommandItem key={href} value={`page ${label}`} onSelect={go(href)}>
              <Icon />
              {label}
            </CommandItem>
          ))}
        </CommandGroup>
        <CommandGroup heading="Actions">
          {mayRun ? (
            <CommandItem value="action run conformance test" onSelect={act(() => openDialog({ name: 'run' }))}>
              <FlaskConicalIcon />
              Run conformance…
            </CommandItem>
          ) : null}
          {mayBenchmark ? (
            <CommandItem value="action new benchmark load" onSelect={act(() => openDialog({ name: 'benchmark' }))}>
              <GaugeIcon />
              New benchmark…
            </CommandItem>
          ) : null}
          {mayAdd ? (
            <CommandItem value="action add server" onSelect={act(() => openDialog({ name: 'add-server' }))}>
              <PlusIcon />
              Add server…
            </CommandItem>
          ) : null}
          <CommandItem value="action theme light dark" onSelect={act(() => setTheme(dark ? 'light' : 'dark'))}>
            <ThemeIcon />
            Switch to {dark ? 'light' : 'dark'}
          </CommandItem>
          <CommandItem value="action sign out log out" onSelect={act(signOut)}>
            <LogOutIcon />
            Sign out
          </CommandItem>
        </CommandGroup>
        {servers.length > 0 ? (
          <CommandGroup heading="Servers">
            {servers.map((server) => (
              <CommandItem
                key={server.id}
                value={`server ${server.name} ${server.id}`}
                onSelect={go(`/servers/${server.id}`)}
              >
                <ServerIcon />
                <span className="flex-1 truncate">{server.name}</span>
                <ServerStateLabel server={server} className="text-xs" />
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        {benchmarks.length > 0 ? (
          <CommandGroup heading="Benchmarks">
            {benchmarks.map((benchmark) => (
              <CommandItem
                key={benchmark.id}
                value={`benchmark ${benchmark.name} ${benchmark.id}`}
                onSelect={go(`/benchmarks/${benchmark.id}`)}
              >
                <GaugeIcon />
                <span className="flex-1 truncate">{benchmark.name}</span>
                <span className="truncate text-xs text-muted-foreground">{benchmark.serverName}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        {tests.length > 0 ? (
          <CommandGroup heading="Tests">
            {tests.map((test) => (
              <CommandItem key={test.id} value={`test ${test.name} ${test.id}`} onSelect={go(`/tests/${test.id}`)}>
                <FlaskConicalIcon />
                <span className="flex-1 truncate">{test.name}</span>
                <span className="truncate text-xs text-muted-foreground">{test.serverName}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        {runs.length > 0 ? (
          <CommandGroup heading="Recent runs">
            {runs.map((run) => (
              <CommandItem
                key={run.id}
                value={`run ${run.testName ?? ''} ${run.serverName} ${describeRunState(run).label} ${run.id}`}
                onSelect={go(`/runs/${run.id}`)}
              >
                <FlaskConicalIcon />
                <span className="flex-1 truncate">
                  {run.testName ?? 'Conformance'} · {run.serverName}
                </span>
                <RelativeTime at={run.createdAt} className="text-xs text-muted-foreground" />
                <RunStateBadge run={run} />
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
      </CommandList>
    </Command>
  );
}
