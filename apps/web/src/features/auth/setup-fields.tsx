import { Field } from '@/components/ui/field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
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
  const set = (name: keyof SetupValues) => (value: string) => onChange({ ...values, [name]: value });
  return (
    <>
      <TextField
        label="Setup token"
        error={issues.token}
        hint="Filled in when you open the link the lab printed."
        name="token"
        className="font-mono"
        autoComplete="off"
        spellCheck={false}
        value={values.token}
        onChange={set('token')}
      />
      <TextField
        label="Your name"
        error={issues.name}
        name="name"
        autoComplete="name"
        value={values.name}
        onChange={set('name')}
      />
      <TextField
        label="Email"
        error={issues.email}
        name="email"
        type="email"
        autoComplete="username"
        value={values.email}
        onChange={set('email')}
      />
      <Field label="Password" error={issues.password} hint="At least 12 characters. A few unrelated words are best.">
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            value={values.password}
            onChange={(event) => set('password')(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
