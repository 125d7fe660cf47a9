import type { ComponentProps } from 'react';
import { cn } from '@/lib/class-names.ts';
import { inputClasses } from './input.tsx';

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(inputClasses, 'min-h-16 py-2 leading-relaxed', className)}
      {...props}
    />
  );
}
