import type { RunLoad } from '@mcp-lab/contracts';
import type { ReactNode } from 'react';
import { toneClasses } from '@/components/tone-classes.ts';
import { cn } from '@/lib/class-names.ts';
import { formatCount, formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';

/** The figures of a finished run that people look for first. */
export function LoadTiles({ report }: { report: NonNullable<RunLoad['report']> }) {
  const { total, iterations, targetRate, knee } = report;
  const { latencyMs } = total;
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6" data-testid="load-tiles">
      {knee === null ? null : (
        <Tile label="Sustained" hint={kneeHint(knee.interval)}>
          {knee.rate === null ? 'none' : `${formatRate(knee.rate)}/s`}
        </Tile>
      )}
      <Tile
        label="Rate"
        hint={targetRate === null ? 'as many as were answered' : `asked for ${formatRate(targetRate)}/s`}
      >
        {formatRate(total.rate)}/s
      </Tile>
      <Tile label="p50" hint={`p90 ${duration(latencyMs.p90)}`}>
        {duration(latencyMs.p50)}
      </Tile>
      <Tile label="p95" hint={`p99 ${duration(latencyMs.p99)}`}>
        {duration(latencyMs.p95)}
      </Tile>
      <Tile label="p99.9" hint={`max ${duration(latencyMs.max)}`}>
        {duration(latencyMs.p999)}
      </Tile>
      <Tile label="Failed" hint={`of ${formatCount(total.calls)} calls`} bad={total.failedRatio > 0}>
        {formatShare(total.failedRatio)}
      </Tile>
      {knee === null ? (
        <Tile
          label="Not started"
          hint={iterations.dropped > 0 ? 'all users were busy' : 'every call was made'}
          bad={iterations.dropped > 0}
        >
          {formatCount(iterations.dropped)}
        </Tile>
      ) : null}
    </div>
  );
}

function Tile({ label, hint, bad, children }: { label: string; hint: string; bad?: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-xl border bg-card px-4 py-2.5 shadow-xs">
      <p className="text-xs text-muted-foreground">{label}</p>
      <p className={cn('truncate text-lg font-semibold tracking-tight tabular-nums', bad && toneClasses.bad.text)}>
        {children}
      </p>
      <p className="truncate text-2xs text-muted-foreground tabular-nums">{hint}</p>
    </div>
  );
}

function kneeHint(interval: [number, number | null] | null): string {
  if (interval === null) return 'not even the first rate held';
  const [held, broke] = interval;
  return broke === null ? `no rate up to ${formatRate(held)}/s broke it` : `breaks at ${formatRate(broke)}/s`;
}

const duration = (milliseconds: number | null): string => (milliseconds === null ? '–' : formatDuration(milliseconds));
