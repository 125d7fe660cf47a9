import type { ReactNode } from 'react';
import { cn } from '@/lib/class-names.ts';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Label and value pairs in one line that wraps. */
export function FactList({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={cn('flex flex-wrap gap-x-8 gap-y-3', className)}>
      {facts.map((fact) => (
        <div key={fact.label} className="flex min-w-0 flex-col gap-0.5">
          <dt className="eyebrow">{fact.label}</dt>
          <dd className="min-w-0 text-[0.8125rem] wrap-anywhere">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
