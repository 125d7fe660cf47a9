import { callOutcomes, type LoadReport } from '@mcp-lab/contracts';
import { PeerText } from '@/components/peer-text.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { formatElapsed } from './format-elapsed.ts';

/** What failed calls said, the same words together. */
export function LoadErrors({ errors }: { errors: LoadReport['errors'] }) {
  if (errors.length === 0) return null;
  return (
    <Card data-testid="load-errors">
      <CardHeader className="min-h-11">
        <CardTitle>What failed</CardTitle>
      </CardHeader>
      <ul className="divide-y">
        {errors.map(({ call, outcome, message, count, firstAtMs }) => (
          <li key={`${call} ${outcome} ${message}`} className="flex items-start gap-3 px-4 py-2.5">
            <span className="w-14 shrink-0 pt-px text-right text-[0.8125rem] font-medium tabular-nums">
              {formatCount(count)}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-[0.8125rem]">
                <PeerText text={call} limit={120} />
                <Badge tone="bad" title={meaningOf(outcome)}>
                  {outcome.replaceAll('_', ' ')}
                </Badge>
              </p>
              <p className="mt-0.5 text-xs leading-relaxed text-muted-foreground">
                <PeerText text={message} limit={300} />
              </p>
            </div>
            <span className="shrink-0 pt-px text-xs text-muted-foreground tabular-nums">
              first at {formatElapsed(firstAtMs / 1000)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function meaningOf(outcome: string): string | undefined {
  return (callOutcomes as Record<string, string>)[outcome];
}
