import type { DoctorReport, DoctorStep } from '@mcp-lab/contracts';
import { EraBadges } from '@/components/era-badges.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { transportNames } from '../transport-names.ts';
import { StepRow } from './step-row.tsx';

/** The verdict with its cause and remedy, then every step that was looked at. */
export function DoctorReportView({ report }: { report: DoctorReport }) {
  const { connects, diagnosis, server, steps, target, durationMs } = report;
  const warnings = steps.flatMap((step) => step.findings).filter((finding) => finding.level === 'warn').length;
  const tone: Tone = connects ? (warnings > 0 ? 'caution' : 'good') : 'bad';
  return (
    <>
      <Card data-testid="doctor-verdict" className={cn('border-l-2', borders[tone])}>
        <CardHeader>
          <CardTitle className={toneClasses[tone].text}>{connects ? 'It connects' : 'It does not connect'}</CardTitle>
          <span className="text-xs text-muted-foreground">in {formatDuration(durationMs)}</span>
        </CardHeader>
        <CardBody className="flex flex-col gap-3 text-[0.8125rem] leading-relaxed">
          <p className="font-mono text-xs text-muted-foreground">
            <PeerText text={target} limit={600} />
          </p>
          {diagnosis === null ? (
            <div className="flex flex-wrap items-center gap-2">
              {server === null ? null : (
                <>
                  <span className="font-medium">
                    <PeerText text={`${server.name ?? 'unnamed'} ${server.version ?? ''}`.trim()} limit={200} />
                  </span>
                  <Badge>{transportNames[server.transport]}</Badge>
                  <EraBadges eras={erasOf(server.revisions)} />
                </>
              )}
              {warnings > 0 ? (
                <Badge tone="caution">{warnings === 1 ? '1 warning' : `${warnings} warnings`}</Badge>
              ) : null}
            </div>
          ) : (
            <Cause diagnosis={diagnosis} steps={steps} />
          )}
        </CardBody>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Step by step</CardTitle>
        </CardHeader>
        <ol className="divide-y">
          {steps.map((step) => (
            <StepRow key={step.id} step={step} isCause={step.id === diagnosis?.step} />
          ))}
        </ol>
      </Card>
    </>
  );
}

const borders: Record<Tone, string> = {
  good: 'border-l-good',
  bad: 'border-l-bad',
  caution: 'border-l-caution',
  notice: 'border-l-notice',
  odd: 'border-l-odd',
  accent: 'border-l-primary',
  quiet: 'border-l-border',
};

function Cause({ diagnosis, steps }: { diagnosis: NonNullable<DoctorReport['diagnosis']>; steps: DoctorStep[] }) {
  const title = steps.find((step) => step.id === diagnosis.step)?.title ?? diagnosis.step;
  return (
    <>
      <p className="text-sm font-semibold">
        <PeerText text={diagnosis.what} limit={600} />
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <dt className="text-muted-foreground">Step</dt>
        <dd>{title}</dd>
        <dt className="text-muted-foreground">Why</dt>
        <dd>
          <PeerText text={diagnosis.why} limit={800} />
        </dd>
        <dt className="text-muted-foreground">What to do</dt>
        <dd className="font-medium">
          <PeerText text={diagnosis.fix} limit={800} />
        </dd>
      </dl>
    </>
  );
}

/** The modern era begins with the revision of July 2026. */
function erasOf(revisions: readonly string[]) {
  return {
    modern: revisions.filter((revision) => revision >= '2026-07-28'),
    legacy: revisions.filter((revision) => revision < '2026-07-28'),
  };
}
