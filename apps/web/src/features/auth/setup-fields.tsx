import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import type { FieldIssues } from '@/lib/field-issues.ts';
import { PasswordInput } from './password-input.tsx';

export interface SetupValues {
  token: string;
  name: string;
  email: string;
  password: string;
}

interface SetupFieldsProps {
  values: SetupValues;
  issues: FieldIssues;
  onChange(values: SetupValues): void;
}

export function SetupFields({ values, issues, onChange }: SetupFieldsProps) {
  const set = (name: keyof SetupValues) => (event: { target: { value: string } }) =>
    onChange({ ...values, [name]: event.target.value });
  return (
    <>
      <Field label="Setup token" error={issues.token} hint="Filled in when you open the link the lab printed.">
        {(control) => (
          <Input
            {...control}
            name="token"
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            value={values.token}
            onChange={set('token')}
          />
        )}
      </Field>
      <Field label="Your name" error={issues.name}>
        {(control) => <Input {...control} name="name" autoComplete="name" value={values.name} onChange={set('name')} />}
      </Field>
      <Field label="Email" error={issues.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            value={values.email}
            onChange={set('email')}
          />
        )}
      </Field>
      <Field label="Password" error={issues.password} hint="At least 12 characters. A few unrelated words are best.">
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            value={values.password}
            onChange={set('password')}
          />
        )}
      </Field>
    </>
  );
}
