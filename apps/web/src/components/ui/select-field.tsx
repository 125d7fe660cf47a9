'use client';
import { Field, type FieldProps } from './field.tsx';
import { Select, type SelectProps } from './select.tsx';

type SelectFieldProps = Omit<FieldProps, 'children'> & Omit<SelectProps, 'id' | 'aria-label' | 'className'>;

/** A select under its label; `className` is that of the whole field. */
export function SelectField({ label, hint, error, className, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {({ id }) => <Select id={id} {...select} />}
    </Field>
  );
}
