'use client';
import type { Server } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/form-error.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { ConfirmDialog } from '@/components/ui/alert-dialog.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { type FieldIssues, issuesOfError, messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { patchCachedItem } from '@/lib/live/patch-cached-item.ts';
import { queryKeys } from '@/lib/query-keys.ts';
import { splitCommandLine } from '@/lib/text/split-command-line.ts';
import { ServerFields } from './server-fields.tsx';
import { formOfServer, updateInputOf } from './server-form-values.ts';

export function SettingsTab({ server }: { server: Server }) {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {/* Read anew after each save, so that the form shows what the lab holds. */}
      <EditCard key={server.updatedAt} server={server} />
      <DeleteCard server={server} />
    </div>
  );
}

function EditCard({ server }: { server: Server }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const [values, setValues] = useState(() => formOfServer(server));
  const [issues, setIssues] = useState<FieldIssues>({});
  const save = useMutation({
    mutationFn: () => client.updateServer({ params: { id: server.id }, body: updateInputOf(server, values) }),
    onSuccess: (updated) => {
      setIssues({});
      patchCachedItem<Server>(queries, queryKeys.servers, updated.id, () => updated);
      toast.success('Saved', {
        description: updated.status === 'running' ? 'It restarts when its command, URL or secrets changed.' : undefined,
      });
    },
    onError: (error) => setIssues(issuesOfError(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (splitCommandLine(values.commandLine).error === null) save.mutate();
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>Edit</CardTitle>
      </CardHeader>
      <form aria-label="Edit server" noValidate onSubmit={submit}>
        <CardBody className="flex flex-col gap-4">
          <ServerFields kind={server.kind} values={values} issues={issues} onChange={setValues} />
          <FormError error={save.error} />
          <div>
            <PermissionButton
              permission="servers:define-command"
              type="submit"
              variant="primary"
              disabled={save.isPending}
            >
              {save.isPending ? 'Saving…' : 'Save'}
            </PermissionButton>
          </div>
        </CardBody>
      </form>
    </Card>
  );
}

function DeleteCard({ server }: { server: Server }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => client.deleteServer({ params: { id: server.id } }),
    onSuccess: () => {
      toast.success(`${server.name} was deleted`);
      router.replace('/servers');
      queries.removeQueries({ queryKey: queryKeys.server(server.id) });
      void queries.invalidateQueries({ queryKey: queryKeys.servers });
    },
    onError: (error) => toast.error(`${server.name} was not deleted`, { description: messageOf(error) }),
  });
  return (
    <Card className="border-bad/30">
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-sm font-semibold">Delete this server</h2>
          <p className="mt-0.5 text-[0.8125rem] text-muted-foreground">
            Stops it and removes its tests, runs, logs and measurements. There is no way back.
          </p>
        </div>
        <PermissionButton permission="servers:write" variant="danger" onClick={() => setAsking(true)}>
          Delete…
        </PermissionButton>
      </CardBody>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${server.name}?`}
        action="Delete server"
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        <p>It is stopped, and its tests, runs, logs and measurements are removed with it. There is no way back.</p>
      </ConfirmDialog>
    </Card>
  );
}
