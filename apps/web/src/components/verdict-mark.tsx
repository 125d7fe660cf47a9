import { cn } from '@/lib/class-names.ts';
import { toneClasses } from './tone-classes.ts';
import { type Verdict, verdictPresentation } from './verdict-presentation.ts';

/** The small round sign of a verdict; the word is there for screen readers. */
export function VerdictMark({ verdict, className }: { verdict: Verdict; className?: string }) {
  const { icon: Icon, tone, label } = verdictPresentation[verdict];
  return (
    <span
      className={cn(
        'relative inline-flex size-[1.125rem] shrink-0 items-center justify-center rounded-full',
        toneClasses[tone].text,
        className,
      )}
    >
      <span className="absolute inset-0 rounded-full bg-current opacity-14" aria-hidden />
      <Icon className="relative size-3" strokeWidth={2.75} aria-hidden />
      <span className="sr-only">{label}</span>
    </span>
  );
}
