import type { ResultDetail } from '@mcp-lab/contracts';
import { ExternalLinkIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/copy-button.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { VerdictMark } from '@/components/verdict-mark.tsx';
import { verdictPresentation } from '@/components/verdict-presentation.ts';
import { cn } from '@/lib/class-names.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { transportNames } from '../servers/transport-names.ts';
import { FrameTimeline } from './frames/frame-timeline.tsx';
import { ReproCommands } from './repro-commands.tsx';
import { ResultLabels } from './result-labels.tsx';

const severityTones: Record<ResultDetail['severity'], Tone> = {
  critical: 'bad',
  high: 'bad',
  medium: 'caution',
  low: 'quiet',
  none: 'quiet',
};

const confidenceMeanings: Record<NonNullable<ResultDetail['confidence']>, string> = {
  certain: 'Its effect was seen',
  firm: 'Nothing else explains it',
  tentative: 'Deserves a look by a person',
};

/** Only web addresses become links; anything else stays text. */
const isWebAddress = (url: string): boolean => /^https?:\/\//.test(url) && URL.canParse(url);

export function ResultDetails({ result }: { result: ResultDetail }) {
  const { label, tone, meaning } = verdictPresentation[result.verdict];
  const good = result.verdict === 'pass' || result.verdict === 'not-applicable';
  return (
    <article className="flex flex-col">
      <header className="flex flex-col gap-2.5 px-5 pt-5 pb-4">
        <div className="flex items-start gap-3">
          <VerdictMark verdict={result.verdict} className="mt-0.5 size-5 [&_svg]:size-3.5" />
          <h2 className="text-[0.9375rem] leading-snug font-semibold tracking-[-0.006em]">{result.title}</h2>
        </div>
        <div className="flex flex-wrap items-center gap-1.5 pl-8">
          <span className={cn('text-xs font-semibold', toneClasses[tone].text)} title={meaning}>
            {label}
          </span>
          <Badge>{result.level}</Badge>
          {result.severity === 'none' || good ? null : (
            <Badge tone={severityTones[result.severity]}>{result.severity}</Badge>
          )}
          {result.confidence === undefined || good ? null : (
            <Badge title={confidenceMeanings[result.confidence]}>{result.confidence}</Badge>
          )}
          <Badge>{result.revision}</Badge>
          <Badge>{transportNames[result.transport]}</Badge>
          <span className="text-xs text-muted-foreground">{formatDuration(result.durationMs)}</span>
        </div>
        <ResultLabels labels={result.labels ?? []} />
        <div className="flex items-center gap-1 pl-8 font-mono text-xs text-muted-foreground">
          {result.checkId}
          <CopyButton text={result.checkId} label="Copy the check id" className="size-5.5" />
        </div>
      </header>
      <Section title="Expected">
        <p>{result.title}.</p>
        {result.spec.path ? (
          <p className="mt-1.5">
            {isWebAddress(result.spec.url) ? (
              <a
                href={result.spec.url}
                target="_blank"
                rel="noopener noreferrer"
                className="inline-flex items-center gap-1 rounded-sm text-primary underline-offset-4 hover:underline"
              >
                {result.spec.path}
                <ExternalLinkIcon className="size-3.5" aria-label="opens in a new tab" />
              </a>
            ) : (
              result.spec.path
            )}
          </p>
        ) : null}
      </Section>
      <Section title="What came">
        <p className="whitespace-pre-wrap">
          {result.reason ? <PeerText text={result.reason} limit={4000} /> : 'As expected.'}
        </p>
      </Section>
      {result.fix && !good ? (
        <Section title="How to fix it">
          <p className="whitespace-pre-wrap">
            <PeerText text={result.fix} limit={4000} />
          </p>
        </Section>
      ) : null}
      <Section title="Do it again">
        <ReproCommands repro={result.repro} />
      </Section>
      <FrameTimeline runId={result.runId} frames={result.frames} evidence={result.evidence} />
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t px-5 py-3.5">
      <h3 className="eyebrow mb-1.5">{title}</h3>
      <div className="text-[0.8125rem] leading-relaxed">{children}</div>
    </section>
  );
}
