'use client';
import { useQuery } from '@tanstack/react-query';
import { UserPlusIcon } from 'lucide-react';
import { useState } from 'react';
import { ErrorState } from '@/components/error-state.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { AddUserDialog } from './add-user-dialog.tsx';
import { UserRow } from './user-row.tsx';

export function UsersPanel() {
  const { client } = useLab();
  const [adding, setAdding] = useState(false);
  const users = useQuery({
    queryKey: queryKeys.users,
    queryFn: ({ signal }) => client.listUsers({ query: { limit: 200 } }, { signal }),
  });
  return (
    <Card className="max-w-4xl">
      <CardHeader>
        <CardTitle>Users</CardTitle>
        <Button onClick={() => setAdding(true)}>
          <UserPlusIcon />
          Add user
        </Button>
      </CardHeader>
      {users.isPending ? <RowSkeletons rows={3} /> : null}
      {users.isError && users.data === undefined ? (
        <ErrorState title="The users could not be loaded" error={users.error} onRetry={() => void users.refetch()} />
      ) : null}
      <ul className="divide-y" data-testid="user-list">
        {users.data?.items.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </ul>
      <p className="border-t px-4 py-3 text-xs leading-relaxed text-muted-foreground">
        Viewers read. Operators also start and stop servers, run and edit tests, and acknowledge alerts. Admins also
        define what servers run, manage users and read the audit log. A new role ends the sessions of that user: they
        sign in again.
      </p>
      <Dialog open={adding} onOpenChange={setAdding}>
        {adding ? <AddUserDialog onDone={() => setAdding(false)} /> : null}
      </Dialog>
    </Card>
  );
}
