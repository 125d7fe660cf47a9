'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { issuesOfError, messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { useSession } from '@/lib/session/session-store.ts';

export function ProfileForm() {
  const { client } = useLab();
  const user = useSession((session) => session.user);
  const [name, setName] = useState(user?.name ?? '');
  const save = useMutation({
    mutationFn: () => client.updateMe({ body: { name } }),
    onSuccess: (updated) => {
      useSession.setState({ user: updated });
      toast.success('Saved');
    },
    onError: (error) => toast.error('Your name was not saved', { description: messageOf(error) }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  if (user === null) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Profile</CardTitle>
        <Badge tone="accent">{user.role}</Badge>
      </CardHeader>
      <form aria-label="Profile" onSubmit={submit}>
        <CardBody className="flex flex-col gap-4">
          <TextField
            label="Name"
            error={issuesOfError(save.error).name}
            name="name"
            required
            maxLength={120}
            autoComplete="name"
            value={name}
            onChange={setName}
          />
          <Field label="Email" hint="An admin can change the role; the address stays.">
            {(control) => <Input {...control} readOnly disabled value={user.email} />}
          </Field>
          <div>
            <Button type="submit" disabled={save.isPending || name.trim() === '' || name === user.name}>
              {save.isPending ? 'Saving…' : 'Save'}
            </Button>
          </div>
        </CardBody>
      </form>
    </Card>
  );
}
