import type { CallStats, LoadReport } from '@mcp-lab/contracts';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatBytes } from '@/lib/format/format-bytes.ts';
import { formatCount, formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';

const columns = ['Calls', 'Rate', 'Failed', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'Max', 'First byte', 'Received'];

/** Every kind of call, and all of them together. */
export function CallTable({ report }: { report: Pick<LoadReport, 'calls' | 'total'> }) {
  const { calls, total } = report;
  return (
    <Card data-testid="call-table">
      <CardHeader className="min-h-11">
        <CardTitle>Calls</CardTitle>
        <p className="text-xs text-muted-foreground">latency from the moment a call should have started</p>
      </CardHeader>
      <Table className="tabular-nums">
        <thead>
          <tr>
            <TableHead>Call</TableHead>
            {columns.map((name) => (
              <TableHead key={name} className="text-right">
                {name}
              </TableHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((stats) => (
            <Row key={stats.name} stats={stats} />
          ))}
          {calls.length > 1 ? <Row stats={total} isTotal /> : null}
        </tbody>
      </Table>
    </Card>
  );
}

function Row({ stats, isTotal = false }: { stats: CallStats; isTotal?: boolean }) {
  const { latencyMs } = stats;
  const cells = [
    formatCount(stats.calls),
    `${formatRate(stats.rate)}/s`,
    formatShare(stats.failedRatio),
    ...[latencyMs.p50, latencyMs.p90, latencyMs.p95, latencyMs.p99, latencyMs.p999, latencyMs.max].map(duration),
    duration(stats.firstByteMs.p50),
    formatBytes(stats.bytesReceived),
  ];
  return (
    <TableRow className={cn(isTotal && 'bg-muted/40 font-medium')}>
      <TableCell className="max-w-64 truncate">
        {isTotal ? 'All' : <PeerText text={stats.name} limit={120} />}
      </TableCell>
      {cells.map((text, index) => (
        <TableCell
          key={columns[index]}
          className={cn(
            'text-right whitespace-nowrap',
            columns[index] === 'Failed' && stats.failedRatio > 0 && toneClasses.bad.text,
          )}
        >
          {text}
        </TableCell>
      ))}
    </TableRow>
  );
}

const duration = (milliseconds: number | null): string => (milliseconds === null ? '–' : formatDuration(milliseconds));
