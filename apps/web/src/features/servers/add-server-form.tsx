'use client';
import { type Server, serverCreateSchema } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/form-error.tsx';
import { Button } from '@/components/ui/button.tsx';
import { DialogBody, DialogFooter } from '@/components/ui/dialog.tsx';
import { type FieldIssues, issuesOfError, issuesOfSchema } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { splitCommandLine } from '@/lib/text/split-command-line.ts';
import { ServerFields } from './server-fields.tsx';
import { createInputOf, emptyServerForm } from './server-form-values.ts';

interface AddServerFormProps {
  kind: Server['kind'];
  onDone(): void;
}

export function AddServerForm({ kind, onDone }: AddServerFormProps) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  const [values, setValues] = useState(emptyServerForm);
  const [issues, setIssues] = useState<FieldIssues>({});
  const create = useMutation({
    mutationFn: () => client.createServer({ body: createInputOf(kind, values) }),
    onSuccess: (server) => {
      void queries.invalidateQueries({ queryKey: queryKeys.servers });
      toast.success(`${server.name} was added`);
      onDone();
      router.push(`/servers/${server.id}`);
    },
    onError: (error) => setIssues(issuesOfError(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = serverCreateSchema.safeParse(createInputOf(kind, values));
    const found = parsed.error ? issuesOfSchema(parsed.error) : {};
    setIssues(found);
    if (parsed.success && splitCommandLine(values.commandLine).error === null) create.mutate();
  };
  return (
    <form aria-label="Add server" noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
      <DialogBody className="flex flex-col gap-4">
        <ServerFields kind={kind} values={values} issues={issues} onChange={setValues} />
        <FormError error={create.error} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          {create.isPending ? 'Adding…' : 'Add server'}
        </Button>
      </DialogFooter>
    </form>
  );
}
