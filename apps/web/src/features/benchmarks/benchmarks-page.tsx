'use client';
import { GaugeIcon, GitCompareArrowsIcon, PlusIcon, TrophyIcon } from 'lucide-react';
import Link from 'next/link';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { openDialog } from '../shell/dialog-store.ts';
import { BenchmarkList } from './benchmark-list.tsx';
import { Leaderboard } from './leaderboard.tsx';

export function BenchmarksPage() {
  const [{ view }, setView] = useUrlFilters(['view']);
  const shown = view === 'leaderboard' ? view : 'benchmarks';
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Benchmarks"
        description="A benchmark is a server and the load to put on it. Latency counts from the moment a call should have started, so a server that stalls cannot hide it."
        actions={
          <>
            <Button asChild>
              <Link href="/benchmarks/compare">
                <GitCompareArrowsIcon />
                Compare
              </Link>
            </Button>
            <PermissionButton
              permission="benchmarks:write"
              variant="primary"
              onClick={() => openDialog({ name: 'benchmark' })}
            >
              <PlusIcon />
              New benchmark
            </PermissionButton>
          </>
        }
      />
      <Tabs
        value={shown}
        onValueChange={(next) => setView({ view: next === 'benchmarks' ? '' : next }, 'push')}
        className="flex flex-col gap-4"
      >
        <TabsList aria-label="Benchmarks or leaderboard">
          <TabsTrigger value="benchmarks">
            <GaugeIcon />
            Benchmarks
          </TabsTrigger>
          <TabsTrigger value="leaderboard">
            <TrophyIcon />
            Leaderboard
          </TabsTrigger>
        </TabsList>
        <TabsContent value="benchmarks">
          <BenchmarkList />
        </TabsContent>
        <TabsContent value="leaderboard">
          <Leaderboard />
        </TabsContent>
      </Tabs>
    </div>
  );
}
