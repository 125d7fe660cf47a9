import Link from 'next/link';
import type { ReactNode } from 'react';
import { toneClasses } from '@/components/tone-classes.ts';
import type { Tone } from '@/components/ui/badge.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { cn } from '@/lib/class-names.ts';

interface StatTileProps {
  label: string;
  value: ReactNode;
  /** Smaller, behind the value: `of 12`. */
  unit?: ReactNode;
  detail: string;
  tone?: Tone;
  href: string;
}

export function StatTile({ label, value, unit, detail, tone, href }: StatTileProps) {
  return (
    <Link
      href={href}
      className="group flex min-w-0 flex-col rounded-xl border bg-card px-4 py-3.5 shadow-xs transition-colors outline-none hover:border-input focus-visible:ring-[3px] focus-visible:ring-ring/45"
    >
      <span className="text-xs font-medium text-muted-foreground">{label}</span>
      <span className="mt-1.5 flex items-baseline gap-1.5">
        <span
          className={cn(
            'text-[1.625rem] leading-none tabular-nums font-semibold tracking-[-0.025em]',
            tone && toneClasses[tone].text,
          )}
        >
          {value}
        </span>
        {unit ? <span className="text-[0.8125rem] text-muted-foreground">{unit}</span> : null}
      </span>
      <span className="mt-2 truncate text-xs text-muted-foreground tabular-nums" title={detail}>
        {detail}
      </span>
    </Link>
  );
}

export function StatTileSkeleton() {
  return (
    <div className="rounded-xl border bg-card px-4 py-3.5 shadow-xs">
      <Skeleton className="h-3 w-20" />
      <Skeleton className="mt-2.5 h-6 w-14" />
      <Skeleton className="mt-3 h-3 w-32" />
    </div>
  );
}
