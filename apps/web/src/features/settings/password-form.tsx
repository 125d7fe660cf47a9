'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Field } from '@/components/ui/field.tsx';
import { issuesOfError, messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useSession } from '@/lib/session/session-store.ts';
import { PasswordInput } from '../auth/password-input.tsx';

export function PasswordForm() {
  const { client } = useLab();
  const queries = useQueryClient();
  const email = useSession((session) => session.user?.email);
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useMutation({
    mutationFn: () => client.changePassword({ body: { currentPassword, newPassword } }),
    onSuccess: () => {
      setCurrent('');
      setNew('');
      toast.success('Your password was changed', { description: 'Your other sessions have ended.' });
      void queries.invalidateQueries({ queryKey: queryKeys.sessions });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const issues = issuesOfError(change.error);
  return (
    <Card>
      <CardHeader>
        <CardTitle>Password</CardTitle>
      </CardHeader>
      <form aria-label="Change password" onSubmit={submit}>
        <CardBody className="flex flex-col gap-4">
          {/* Lets password managers know whose password it is. */}
          <input type="text" name="username" autoComplete="username" value={email ?? ''} readOnly hidden />
          <Field label="Current password" error={issues.currentPassword}>
            {(control) => (
              <PasswordInput
                {...control}
                required
                autoComplete="current-password"
                value={currentPassword}
                onChange={(event) => setCurrent(event.target.value)}
              />
            )}
          </Field>
          <Field
            label="New password"
            error={issues.newPassword}
            hint="At least 12 characters. Your other sessions end."
          >
            {(control) => (
              <PasswordInput
                {...control}
                required
                minLength={12}
                autoComplete="new-password"
                value={newPassword}
                onChange={(event) => setNew(event.target.value)}
              />
            )}
          </Field>
          {change.error ? (
            <p role="alert" className="text-xs text-bad">
              {messageOf(change.error)}
            </p>
          ) : null}
          <div>
            <Button type="submit" disabled={change.isPending || currentPassword === '' || newPassword === ''}>
              {change.isPending ? 'Changing…' : 'Change password'}
            </Button>
          </div>
        </CardBody>
      </form>
    </Card>
  );
}
