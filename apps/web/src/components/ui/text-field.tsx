'use client';
import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';
import { Input } from './input.tsx';
import { Textarea } from './textarea.tsx';

type Told = Pick<FieldProps, 'label' | 'hint' | 'error'> & { value: string; onChange(value: string): void };
type TextFieldProps = Told & Omit<ComponentProps<typeof Input>, keyof Told>;
type TextareaFieldProps = Told & Omit<ComponentProps<typeof Textarea>, keyof Told>;

/** A line of text under its label; `className` is that of the input. */
export function TextField({ label, hint, error, onChange, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <Input {...control} {...input} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** Several lines of text under their label; `className` is that of the text area. */
export function TextareaField({ label, hint, error, onChange, ...input }: TextareaFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <Textarea {...control} {...input} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
