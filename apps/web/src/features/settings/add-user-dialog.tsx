'use client';
import { endpoints, type Role, roles } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/form-error.tsx';
import { Button } from '@/components/ui/button.tsx';
import { DialogBody, DialogContent, DialogFooter, DialogHeader } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { type FieldIssues, issuesOfError, issuesOfSchema } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { PasswordInput } from '../auth/password-input.tsx';

export const roleOptions = [
  { value: 'viewer', label: 'Viewer', hint: 'Reads everything' },
  { value: 'operator', label: 'Operator', hint: 'Also runs tests and servers' },
  { value: 'admin', label: 'Admin', hint: 'Also defines servers and users' },
] as const;

export function AddUserDialog({ onDone }: { onDone: () => void }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const [values, setValues] = useState<{ name: string; email: string; role: Role; password: string }>({
    name: '',
    email: '',
    role: 'viewer',
    password: '',
  });
  const [issues, setIssues] = useState<FieldIssues>({});
  const create = useMutation({
    mutationFn: () => client.createUser({ body: values }),
    onSuccess: (user) => {
      void queries.invalidateQueries({ queryKey: queryKeys.users });
      toast.success(`${user.name} was added`);
      onDone();
    },
    onError: (error) => setIssues(issuesOfError(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = endpoints.createUser.body?.safeParse(values);
    setIssues(parsed?.error ? issuesOfSchema(parsed.error) : {});
    if (!parsed?.error) create.mutate();
  };
  return (
    <DialogContent>
      <DialogHeader title="Add user" description="Tell them the password; they can change it under Settings." />
      <form aria-label="Add user" noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <DialogBody className="flex flex-col gap-4">
          <TextField
            label="Name"
            error={issues.name}
            name="name"
            autoComplete="off"
            value={values.name}
            onChange={(name) => setValues({ ...values, name })}
          />
          <TextField
            label="Email"
            error={issues.email}
            name="email"
            type="email"
            autoComplete="off"
            value={values.email}
            onChange={(email) => setValues({ ...values, email })}
          />
          <SelectField
            label="Role"
            value={values.role}
            options={roleOptions}
            onValueChange={(value) => setValues({ ...values, role: roles.find((role) => role === value) ?? 'viewer' })}
          />
          <Field label="First password" error={issues.password} hint="At least 12 characters.">
            {(control) => (
              <PasswordInput
                {...control}
                name="password"
                autoComplete="new-password"
                value={values.password}
                onChange={(event) => setValues({ ...values, password: event.target.value })}
              />
            )}
          </Field>
          <FormError error={create.error} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={create.isPending}>
            {create.isPending ? 'Adding…' : 'Add user'}
          </Button>
        </DialogFooter>
      </form>
    </DialogContent>
  );
}
