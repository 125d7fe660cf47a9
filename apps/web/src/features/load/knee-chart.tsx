'use client';
import type { Knee } from '@mcp-lab/contracts';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartLegend } from '@/components/chart/chart-legend.tsx';
import { axisStyle, axisText, lineStyle, tooltipStyle, valueAxis } from '@/components/chart/chart-style.ts';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';
import { logarithmicTicks } from '../metrics/logarithmic-ticks.ts';

const colors = { held: 'var(--good)', broke: 'var(--bad)', unjudged: 'var(--muted-foreground)' } as const;
const words = { held: 'held', broke: 'broke', unjudged: 'says nothing' } as const;
type State = keyof typeof colors;

/** Latency against the rate that was asked for: where the curve bends, the server has had enough. */
export function KneeChart({ knee }: { knee: Knee }) {
  // A rate that was tried again is told by its last try.
  const tried = [...new Map(knee.steps.map((step) => [step.rate, step])).values()];
  const steps = tried
    .map((step) => {
      const state: State = !step.valid ? 'unjudged' : step.holds ? 'held' : 'broke';
      return { ...step, state, p95: step.latencyMs.p95, p50: step.latencyMs.p50 };
    })
    .toSorted((a, b) => a.rate - b.rate);
  const rates = steps.map(({ rate }) => rate);
  const ticks = logarithmicTicks(rates);
  const [held, broke] = knee.interval ?? [null, null];
  return (
    <Card data-testid="knee-chart">
      <CardHeader className="min-h-11">
        <CardTitle>Knee</CardTitle>
        <ChartLegend
          entries={(Object.keys(colors) as State[]).map((state) => ({
            name: words[state],
            color: colors[state],
            mark: 'dot',
          }))}
        />
      </CardHeader>
      <p className="px-4 pt-3 text-[0.8125rem] leading-relaxed">
        {sentenceOf(knee)} <span className="text-muted-foreground">Objective: {knee.objective.join('; ')}.</span>
      </p>
      <div className="relative h-64 p-3 pl-1" role="img" aria-label={sentenceOf(knee)}>
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart data={steps} margin={{ top: 8, right: 14, bottom: 18, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--border)" vertical={false} />
            {held !== null && broke !== null ? (
              <ReferenceArea x1={held} x2={broke} fill="var(--caution)" fillOpacity={0.12} />
            ) : null}
            <XAxis
              dataKey="rate"
              type="number"
              scale="log"
              domain={[ticks[0] ?? 1, ticks.at(-1) ?? 10]}
              ticks={ticks}
              allowDataOverflow
              tickFormatter={formatRate}
              {...axisStyle}
              tickMargin={6}
              label={{ value: 'calls per second asked for', position: 'insideBottom', offset: -12, ...axisText }}
            />
            <YAxis {...valueAxis} tickFormatter={formatDuration} tickCount={5} />
            <Tooltip
              {...tooltipStyle}
              content={({ active, payload }) => {
                const step = payload?.[0]?.payload as (typeof steps)[number] | undefined;
                if (!active || step === undefined) return null;
                return (
                  <div className="max-w-72 rounded-lg border bg-popover px-3 py-2 text-xs leading-relaxed shadow-pop">
                    <p className="font-medium">
                      {formatRate(step.rate)}/s asked for, {formatRate(step.achievedRate)}/s answered
                    </p>
                    <p className="text-muted-foreground tabular-nums">
                      p50 {duration(step.p50)}, p95 {duration(step.p95)}, failed {formatShare(step.failedRatio)}
                    </p>
                    <p style={{ color: colors[step.state] }}>
                      {words[step.state]}
                      {step.why ? `: ${step.why}` : ''}
                    </p>
                  </div>
                );
              }}
            />
            <Line {...lineStyle} dataKey="p50" name="p50" stroke="var(--series-2)" strokeWidth={1.25} />
            <Line {...lineStyle} dataKey="p95" name="p95" stroke="var(--series-1)" />
            <Scatter
              dataKey="p95"
              isAnimationActive={false}
              shape={(point: { cx?: number; cy?: number; payload?: { state: State } }) => (
                <circle cx={point.cx} cy={point.cy} r={4} fill={colors[point.payload?.state ?? 'unjudged']} />
              )}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </Card>
  );
}

function sentenceOf({ rate, interval }: Knee): string {
  if (rate === null || interval === null) return 'Not even the first rate held the objective.';
  const [held, broke] = interval;
  if (broke === null) return `It sustained ${formatRate(held)} calls per second, and no rate that was tried broke it.`;
  return `It sustained ${formatRate(rate)} calls per second; somewhere between ${formatRate(held)} and ${formatRate(broke)} it no longer does.`;
}

const duration = (milliseconds: number | null): string => (milliseconds === null ? '–' : formatDuration(milliseconds));
