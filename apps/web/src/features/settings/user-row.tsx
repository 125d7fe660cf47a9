'use client';
import { type EndpointInput, type Endpoints, roles, type User } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { EllipsisIcon } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { RelativeTime } from '@/components/relative-time.tsx';
import { ConfirmDialog } from '@/components/ui/alert-dialog.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu.tsx';
import { Select } from '@/components/ui/select.tsx';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useSession } from '@/lib/session/session-store.ts';
import { roleOptions } from './add-user-dialog.tsx';

export function UserRow({ user }: { user: User }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const own = useSession((session) => session.user?.id) === user.id;
  const [asking, setAsking] = useState(false);
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.users }) };
  const update = useMutation({
    mutationFn: (body: EndpointInput<Endpoints['updateUser']>['body']) =>
      client.updateUser({ params: { id: user.id }, body }),
    onError: (error) => toast.error(`${user.name} was not changed`, { description: messageOf(error) }),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: () => client.deleteUser({ params: { id: user.id } }),
    onSuccess: () => setAsking(false),
    onError: (error) => toast.error(`${user.name} was not removed`, { description: messageOf(error) }),
    ...settled,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex items-center gap-2 text-[0.8125rem] font-medium">
          <span className="truncate">{user.name}</span>
          {own ? <Badge>you</Badge> : null}
          {user.disabled ? <Badge tone="caution">disabled</Badge> : null}
        </p>
        <p className="truncate text-xs text-muted-foreground">
          {user.email} · {user.lastLoginAt === null ? 'never signed in' : <RelativeTime at={user.lastLoginAt} />}
        </p>
      </div>
      <Select
        aria-label={`Role of ${user.name}`}
        className="w-32"
        value={user.role}
        options={roleOptions}
        disabled={update.isPending}
        onValueChange={(value) => update.mutate({ role: roles.find((role) => role === value) ?? user.role })}
      />
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`More for ${user.name}`}>
            <EllipsisIcon />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => update.mutate({ disabled: !user.disabled })}>
            {user.disabled ? 'Enable' : 'Disable'}
          </DropdownMenuItem>
          <DropdownMenuItem danger onSelect={() => setAsking(true)}>
            Remove…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${user.name}?`}
        action="Remove user"
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        <p>Their sessions end at once. Runs they started stay.</p>
      </ConfirmDialog>
    </li>
  );
}
