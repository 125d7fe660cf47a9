import type { ComponentProps } from 'react';
import { cn } from '@/lib/class-names.ts';

export const inputClasses = [
  'w-full min-w-0 rounded-md border border-input bg-card px-3 text-[0.8125rem] shadow-xs transition-[color,box-shadow] outline-none dark:bg-background/60',
  'placeholder:text-muted-foreground focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30',
  'disabled:cursor-not-allowed disabled:opacity-55 aria-invalid:border-bad aria-invalid:ring-bad/20',
];

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input data-slot="input" type={type} className={cn(inputClasses, 'h-8.5', className)} {...props} />;
}
