import type { Drift } from '@mcp-lab/contracts';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';

const tones: Record<Drift['verdict'], Tone> = { rising: 'bad', falling: 'notice', steady: 'good', undecided: 'quiet' };
const names: Record<Drift['metric'], string> = {
  server_rss: 'Memory',
  open_files: 'Open files',
  threads: 'Threads',
  latency_p95: 'Latency, p95',
};

/** Whether something grew for as long as the server was loaded. */
export function DriftList({ drifts }: { drifts: readonly Drift[] }) {
  if (drifts.length === 0) return null;
  return (
    <Card data-testid="drifts">
      <CardHeader className="min-h-11">
        <CardTitle>Drift of the server</CardTitle>
        <p className="text-xs text-muted-foreground">slope over the run with its 95 % interval</p>
      </CardHeader>
      <ul className="divide-y">
        {drifts.map(({ metric, verdict, text }) => (
          <li key={metric} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2 text-[0.8125rem]">
            <span className="w-28 shrink-0 font-medium">{names[metric]}</span>
            <Badge tone={tones[verdict]}>{verdict}</Badge>
            <span className="min-w-0 flex-1 basis-64 text-xs leading-relaxed text-muted-foreground">{text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
