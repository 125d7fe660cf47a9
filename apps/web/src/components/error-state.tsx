import { RotateCwIcon, UnplugIcon } from 'lucide-react';
import { cn } from '@/lib/class-names.ts';
import { messageOf } from '@/lib/field-issues.ts';
import { Button } from './ui/button.tsx';

interface ErrorStateProps {
  /** What could not be shown, for example `The servers could not be loaded`. */
  title: string;
  error: unknown;
  onRetry?: () => void;
  className?: string;
}

export function ErrorState({ title, error, onRetry, className }: ErrorStateProps) {
  return (
    <div role="alert" className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      <span className="flex size-10 items-center justify-center rounded-lg border border-bad/25 bg-bad/8 text-bad">
        <UnplugIcon className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <p className="mt-3.5 text-sm font-semibold">{title}</p>
      <p className="mt-1 max-w-md text-[0.8125rem] leading-relaxed text-balance text-muted-foreground">
        {messageOf(error)}
      </p>
      {onRetry ? (
        <Button className="mt-4" onClick={onRetry}>
          <RotateCwIcon />
          Try again
        </Button>
      ) : null}
    </div>
  );
}
