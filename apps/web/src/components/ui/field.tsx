'use client';
import { Label as LabelPrimitive } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { cn } from '@/lib/class-names.ts';

interface ControlProps {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with the value, from the schema or from the lab. */
  error?: string | undefined;
  className?: string;
  children(control: ControlProps): ReactNode;
}

/** Label, control, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div data-slot="field" className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <LabelPrimitive.Root htmlFor={id} className="text-[0.8125rem] leading-none font-medium">
        {label}
      </LabelPrimitive.Root>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': describedBy || undefined })}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad">
          {error}
        </p>
      ) : null}
      {hint ? (
        <div id={`${id}-hint`} className="text-xs leading-relaxed text-muted-foreground">
          {hint}
        </div>
      ) : null}
    </div>
  );
}

interface ChoiceFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  children(control: { id: string; 'aria-describedby': string | undefined }): ReactNode;
}

/** A switch or checkbox with its words to the right. */
export function ChoiceField({ label, hint, children }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div className="flex gap-3">
      <div className="flex h-5 items-center">
        {children({ id, 'aria-describedby': hint ? `${id}-hint` : undefined })}
      </div>
      <div className="flex min-w-0 flex-col gap-0.5">
        <LabelPrimitive.Root htmlFor={id} className="text-[0.8125rem] leading-5 font-medium">
          {label}
        </LabelPrimitive.Root>
        {hint ? (
          <p id={`${id}-hint`} className="text-xs leading-relaxed text-muted-foreground">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
