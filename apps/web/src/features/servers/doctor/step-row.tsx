import type { DoctorFinding, DoctorStep } from '@mcp-lab/contracts';
import { CheckIcon, type LucideIcon, MinusIcon, TriangleAlertIcon, XIcon } from 'lucide-react';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import type { Tone } from '@/components/ui/badge.tsx';
import { cn } from '@/lib/class-names.ts';

const marks: Record<DoctorStep['status'], { tone: Tone; icon: LucideIcon; label: string }> = {
  ok: { tone: 'good', icon: CheckIcon, label: 'OK' },
  warn: { tone: 'caution', icon: TriangleAlertIcon, label: 'Warning' },
  fail: { tone: 'bad', icon: XIcon, label: 'Fails' },
  skipped: { tone: 'quiet', icon: MinusIcon, label: 'Not looked at' },
};

/** One step: what was seen, what is odd about it, and the evidence, which is the peer's own text. */
export function StepRow({ step, isCause }: { step: DoctorStep; isCause: boolean }) {
  const { tone, icon: Icon, label } = marks[step.status];
  const isOdd = step.status === 'fail' || step.status === 'warn';
  return (
    <li className={cn('flex gap-3 px-4 py-3 text-[0.8125rem]', isCause && 'bg-bad/5')} data-testid={`step-${step.id}`}>
      <span
        className={cn(
          'relative mt-px inline-flex size-[1.125rem] shrink-0 items-center justify-center rounded-full',
          toneClasses[tone].text,
        )}
      >
        <span className="absolute inset-0 rounded-full bg-current opacity-14" aria-hidden />
        <Icon className="relative size-3" strokeWidth={2.75} aria-hidden />
        <span className="sr-only">{label}</span>
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="flex flex-col gap-x-3 sm:flex-row">
          <span className="shrink-0 font-medium sm:w-28">{step.title}</span>
          <span className={cn('min-w-0', step.status !== 'fail' && 'text-muted-foreground')}>
            <PeerText text={step.seen} limit={400} />
          </span>
        </p>
        {step.findings.map((finding) => (
          <Finding key={finding.what} finding={finding} />
        ))}
        {step.evidence.length > 0 ? (
          <details open={isCause && isOdd}>
            <summary className="w-fit cursor-pointer text-xs text-muted-foreground select-none hover:text-foreground">
              Evidence
            </summary>
            <pre className="mt-1.5 max-h-60 overflow-auto rounded-md bg-muted/60 p-3 font-mono text-xs leading-5 whitespace-pre-wrap ring-1 ring-border/70 ring-inset">
              <PeerText text={step.evidence.join('\n')} limit={6_000} />
            </pre>
          </details>
        ) : null}
      </div>
    </li>
  );
}

function Finding({ finding }: { finding: DoctorFinding }) {
  const tone = finding.level === 'fail' ? 'bad' : 'caution';
  return (
    <div className={cn('border-l-2 pl-3 leading-relaxed', tone === 'bad' ? 'border-bad/60' : 'border-caution/60')}>
      <p className="font-medium">
        <PeerText text={finding.what} limit={600} />
      </p>
      <p className="text-muted-foreground">
        <PeerText text={finding.why} limit={800} />
      </p>
      <p>
        <PeerText text={finding.fix} limit={800} />
      </p>
    </div>
  );
}
