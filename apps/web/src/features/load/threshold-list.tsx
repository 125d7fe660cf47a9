import type { LoadReport } from '@mcp-lab/contracts';
import { CheckIcon, MinusIcon, XIcon } from 'lucide-react';
import { toneClasses } from '@/components/tone-classes.ts';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { cn } from '@/lib/class-names.ts';

/** What the run had to hold, and whether it did. */
export function ThresholdList({ thresholds }: { thresholds: LoadReport['thresholds'] }) {
  if (thresholds.length === 0) return null;
  return (
    <Card data-testid="thresholds">
      <CardHeader className="min-h-11">
        <CardTitle>Thresholds</CardTitle>
      </CardHeader>
      <ul className="divide-y text-[0.8125rem]">
        {thresholds.map(({ metric, expression, ok, observed, aborted }) => {
          const { icon: Icon, tone, word } = states[ok === null ? 'unjudged' : ok ? 'held' : 'crossed'];
          return (
            <li key={`${metric} ${expression}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <Icon aria-hidden className={cn('size-4 shrink-0', toneClasses[tone].text)} strokeWidth={2.5} />
              <code className="min-w-0 flex-1 text-xs wrap-anywhere">
                {metric}: {expression}
              </code>
              <span className="text-xs text-muted-foreground tabular-nums">
                {word}
                {observed === null ? '' : `, was ${format(observed)}`}
                {aborted ? '; it ended the run' : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

const states = {
  held: { icon: CheckIcon, tone: 'good', word: 'held' },
  crossed: { icon: XIcon, tone: 'bad', word: 'crossed' },
  unjudged: { icon: MinusIcon, tone: 'quiet', word: 'nothing to judge' },
} as const;

/** Thresholds have many units; four digits are what people compare. */
const format = (value: number): string =>
  Number(value.toPrecision(4)).toLocaleString(undefined, { maximumFractionDigits: 6 });
