import type { BenchmarksCompared, BenchmarkVerdict, MetricComparison } from '@mcp-lab/contracts';
import { OctagonXIcon, TriangleAlertIcon } from 'lucide-react';
import Link from 'next/link';
import { toneClasses } from '@/components/tone-classes.ts';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table.tsx';
import { cn } from '@/lib/class-names.ts';
import { countOf } from '@/lib/format/format-count.ts';
import { formatMetric, formatShift, metricNames } from './format-metric.ts';
import { ShiftPlot, shiftRange } from './shift-plot.tsx';

const verdicts: Record<BenchmarkVerdict, { label: string; tone: Tone }> = {
  better: { label: 'better', tone: 'good' },
  worse: { label: 'worse', tone: 'bad' },
  same: { label: 'same', tone: 'notice' },
  unproved: { label: '~', tone: 'quiet' },
};
const overall: Record<BenchmarksCompared['comparison']['verdict'], Tone> = {
  better: 'good',
  worse: 'bad',
  same: 'notice',
  mixed: 'caution',
  unproved: 'quiet',
};

export function ComparisonView({ compared }: { compared: BenchmarksCompared }) {
  const { comparison } = compared;
  const { metrics, cautions, refusals, missing } = comparison;
  const range = shiftRange(metrics);
  return (
    <div className="flex flex-col gap-4" data-testid="benchmark-comparison">
      <Card role="status">
        <CardBody className="flex flex-col gap-2 text-[0.8125rem] leading-relaxed">
          <p className={cn('font-medium', toneClasses[overall[comparison.verdict]].text)}>{comparison.text}</p>
          <Notes icon="refusal" lines={refusals} />
          <Notes icon="caution" lines={cautions} />
        </CardBody>
      </Card>
      {metrics.length === 0 ? null : (
        <Card>
          <CardHeader className="min-h-11">
            <CardTitle>Head against base</CardTitle>
            <p className="text-xs text-muted-foreground">
              Hodges–Lehmann shift with its {Math.round(comparison.confidence * 100)} % interval; the grey band is what
              does not matter
            </p>
          </CardHeader>
          <Table className="tabular-nums">
            <thead>
              <tr>
                <TableHead>Metric</TableHead>
                <TableHead className="text-right">Base</TableHead>
                <TableHead className="text-right">Head</TableHead>
                <TableHead className="text-right">Shift</TableHead>
                <TableHead className="min-w-52">Interval</TableHead>
                <TableHead className="text-right">p, adjusted</TableHead>
                <TableHead>Verdict</TableHead>
              </tr>
            </thead>
            <tbody>
              {metrics.map((metric) => (
                <MetricRow key={metric.metric} metric={metric} range={range} />
              ))}
            </tbody>
          </Table>
        </Card>
      )}
      {missing.length === 0 ? null : (
        <p className="px-1 text-xs leading-relaxed text-muted-foreground">
          Not compared: {missing.map(({ metric, why }) => `${metricNames[metric]} (${why})`).join('; ')}.
        </p>
      )}
      <div className="grid gap-4 md:grid-cols-2">
        <Side name="Base" side={compared.base} compared={comparison.base} />
        <Side name="Head" side={compared.head} compared={comparison.head} />
      </div>
    </div>
  );
}

function MetricRow({ metric, range }: { metric: MetricComparison; range: number }) {
  const { label, tone } = verdicts[metric.verdict];
  return (
    <TableRow data-testid="metric-row" data-metric={metric.metric} data-verdict={metric.verdict}>
      <TableCell>
        <p className="whitespace-nowrap">{metric.label}</p>
        <p className="max-w-72 text-xs leading-snug text-muted-foreground">{metric.text}</p>
      </TableCell>
      <TableCell className="text-right whitespace-nowrap">{formatMetric(metric.base.median, metric.unit)}</TableCell>
      <TableCell className="text-right whitespace-nowrap">{formatMetric(metric.head.median, metric.unit)}</TableCell>
      <TableCell className="text-right whitespace-nowrap">{formatShift(metric.shift, metric.scale)}</TableCell>
      <TableCell>
        <ShiftPlot metric={metric} range={range} />
      </TableCell>
      <TableCell className="text-right whitespace-nowrap">
        {metric.pAdjusted < 0.0001 ? '< 0.0001' : metric.pAdjusted.toFixed(4)}
      </TableCell>
      <TableCell>
        <Badge tone={tone}>{label}</Badge>
        {metric.runsNeeded === null ? null : (
          <p className="mt-0.5 text-2xs whitespace-nowrap text-muted-foreground">
            about {metric.runsNeeded} runs a side
          </p>
        )}
      </TableCell>
    </TableRow>
  );
}

interface SideProps {
  name: string;
  side: BenchmarksCompared['base'];
  compared: BenchmarksCompared['comparison']['base'];
}

function Side({ name, side, compared }: SideProps) {
  return (
    <Card>
      <CardHeader className="min-h-11">
        <CardTitle>
          {name}: {side.label}
        </CardTitle>
        <p className="text-xs text-muted-foreground">
          {compared.used} of {countOf(compared.runs, 'run')} used
        </p>
      </CardHeader>
      <CardBody className="text-xs leading-relaxed text-muted-foreground">
        {compared.leftOut.length === 0 ? (
          'No run was left out.'
        ) : (
          <ul className="flex flex-col gap-1">
            {compared.leftOut.map(({ position, why }) => {
              const run = side.runs[position];
              return (
                <li key={position}>
                  {run === undefined ? (
                    `Run ${position + 1}`
                  ) : (
                    <Link href={`/runs/${run.run.id}`} className="text-foreground underline-offset-4 hover:underline">
                      Run {position + 1}
                    </Link>
                  )}{' '}
                  was left out: {why}
                </li>
              );
            })}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function Notes({ icon, lines }: { icon: 'refusal' | 'caution'; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  const Icon = icon === 'refusal' ? OctagonXIcon : TriangleAlertIcon;
  return (
    <ul className="flex flex-col gap-1 text-xs">
      {lines.map((line) => (
        <li key={line} className="flex gap-2">
          <Icon
            aria-hidden
            className={cn('mt-0.5 size-3.5 shrink-0', toneClasses[icon === 'refusal' ? 'bad' : 'caution'].text)}
          />
          {line}
        </li>
      ))}
    </ul>
  );
}
