'use client';
import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/class-names.ts';

interface SegmentedProps<T extends string> {
  value: T;
  onValueChange(value: NoInfer<T>): void;
  options: readonly { value: T; label: ReactNode }[];
  'aria-label': string;
  className?: string;
}

/** One of a few choices, all visible at once. */
export function Segmented<T extends string>({ value, onValueChange, options, className, ...label }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={(next) => {
        // Radix answers '' when the chosen one is pressed again; one always stays chosen.
        if (next !== '') onValueChange(next as T);
      }}
      className={cn(
        'inline-flex items-center gap-0.5 rounded-md bg-muted p-0.5 ring-1 ring-border ring-inset',
        className,
      )}
      {...label}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="inline-flex h-6.5 items-center gap-1.5 rounded-[5px] px-2.5 text-xs font-medium text-muted-foreground transition-colors outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/45 data-[state=on]:bg-card data-[state=on]:text-foreground data-[state=on]:shadow-xs data-[state=on]:ring-1 data-[state=on]:ring-border dark:data-[state=on]:bg-accent [&_svg]:size-3.5"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
