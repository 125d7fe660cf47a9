import type { ChaosPhase, ChaosTrial } from '@mcp-lab/contracts';
import { CheckIcon, MinusIcon, XIcon } from 'lucide-react';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { Badge } from '@/components/ui/badge.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatCount } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';

/** One fault: the load before, during and after it. */
export function TrialCard({ trial }: { trial: ChaosTrial }) {
  const { name, blastRadius, before, during, after, injections, recoveryMs, exits, ownErrors, notTried } = trial;
  return (
    <Card data-testid="chaos-trial" data-fault={name}>
      <CardHeader>
        <div className="min-w-0">
          <CardTitle>{name}</CardTitle>
          <p className="text-xs text-muted-foreground">
            <PeerText text={blastRadius} limit={500} />
          </p>
        </div>
        <span className="flex flex-wrap items-center gap-2">
          {notTried === null ? (
            <>
              <Badge>{formatCount(injections)} injected</Badge>
              <Badge tone={recoveryMs === null ? 'bad' : 'good'}>
                {recoveryMs === null
                  ? 'did not recover'
                  : recoveryMs === 0
                    ? 'at once as before'
                    : `recovered in ${formatDuration(recoveryMs)}`}
              </Badge>
            </>
          ) : (
            <Badge tone="quiet">not tried</Badge>
          )}
        </span>
      </CardHeader>
      {notTried === null ? (
        <div className="grid divide-y sm:grid-cols-3 sm:divide-x sm:divide-y-0">
          <Phase title="Before" phase={before} />
          <Phase title="During" phase={during} />
          <Phase title="After" phase={after} />
        </div>
      ) : (
        <p className="px-4 py-3 text-xs leading-relaxed text-muted-foreground">
          <PeerText text={notTried} limit={1_000} />
        </p>
      )}
      {exits.length + ownErrors.length === 0 ? null : (
        <ul className="flex flex-col gap-1 border-t px-4 py-3 text-xs leading-relaxed text-muted-foreground">
          {exits.map((exit) => (
            <li key={exit}>
              <PeerText text={exit} limit={300} />
            </li>
          ))}
          {ownErrors.map(({ message, count }) => (
            <li key={message}>
              <span className="font-medium text-foreground tabular-nums">{formatCount(count)}</span> of its own:{' '}
              <PeerText text={message} limit={300} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Phase({ title, phase }: { title: string; phase: ChaosPhase | null }) {
  if (phase === null) {
    return (
      <div className="px-4 py-3">
        <p className="eyebrow">{title}</p>
        <p className="mt-1 text-xs text-muted-foreground">not reached</p>
      </div>
    );
  }
  const own = phase.failed - phase.injected;
  return (
    <div className="min-w-0 px-4 py-3">
      <p className="eyebrow">{title}</p>
      <p className="mt-1 text-[0.8125rem] tabular-nums">
        {formatCount(phase.calls)} calls,{' '}
        <span className={own > 0 ? 'text-bad' : undefined}>{formatCount(own)} failed</span>
        {phase.injected > 0 ? `, ${formatCount(phase.injected)} by the fault` : ''}
      </p>
      <p className="text-xs text-muted-foreground tabular-nums">
        p95 {phase.latencyP95Ms === null ? '–' : formatDuration(phase.latencyP95Ms)}
      </p>
      <ul className="mt-1.5 flex flex-col gap-0.5">
        {phase.hypothesis.map(({ expression, ok, observed }) => {
          const Icon = ok === null ? MinusIcon : ok ? CheckIcon : XIcon;
          const tone = ok === null ? 'quiet' : ok ? 'good' : 'bad';
          return (
            <li key={expression} className="flex items-center gap-1.5 text-xs">
              <Icon aria-hidden className={cn('size-3.5 shrink-0', toneClasses[tone].text)} strokeWidth={2.5} />
              <code className="min-w-0 truncate">{expression}</code>
              <span className="ml-auto text-muted-foreground tabular-nums">
                {observed === null ? '' : Number(observed.toPrecision(3))}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
