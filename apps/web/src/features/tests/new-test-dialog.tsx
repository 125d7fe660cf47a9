'use client';
import { type EndpointInput, type Endpoints, runKindNames, type TestKind, testKinds } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/form-error.tsx';
import { Button } from '@/components/ui/button.tsx';
import { DialogBody, DialogContent, DialogFooter, DialogHeader } from '@/components/ui/dialog.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { type FieldIssues, issuesOfError } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { RunOptionsFields } from './run-options-fields.tsx';
import { defaultRunOptions, parseRunOptions } from './run-options-values.ts';
import { ServerSelectField } from './server-select-field.tsx';
import { testKindHints } from './test-kinds.ts';

const kinds = testKinds.map((value) => ({ value, label: runKindNames[value], hint: testKindHints[value] }));

interface NewTestDialogProps {
  serverId?: string | undefined;
  onDone(): void;
}

export function NewTestDialog({ serverId, onDone }: NewTestDialogProps) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [kind, setKind] = useState<TestKind>('conformance');
  const [target, setTarget] = useState(serverId ?? '');
  const [values, setValues] = useState(defaultRunOptions);
  const [issues, setIssues] = useState<FieldIssues>({});
  const create = useMutation({
    mutationFn: (body: EndpointInput<Endpoints['createTest']>['body']) => client.createTest({ body }),
    onSuccess: (test) => {
      void queries.invalidateQueries({ queryKey: queryKeys.tests });
      toast.success(`${test.name} was saved`);
      onDone();
      router.push(`/tests/${test.id}`);
    },
    onError: (error) => setIssues(issuesOfError(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseRunOptions(kind === 'chaos' ? values : { ...values, chaos: '' });
    const found: FieldIssues = 'issues' in parsed ? parsed.issues : {};
    if (name.trim() === '') found.name = 'Give it a name.';
    if (target === '') found.serverId = 'Choose the server to test.';
    setIssues(found);
    if ('options' in parsed && Object.keys(found).length === 0) {
      create.mutate({ name, description, kind, serverId: target, options: parsed.options });
    }
  };
  return (
    <DialogContent className="max-w-xl" data-testid="new-test-dialog">
      <DialogHeader title="New test" description="A server and the options to run it with, under a name." />
      <form aria-label="New test" noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <DialogBody className="flex flex-col gap-4">
          <TextField
            label="Name"
            error={issues.name}
            name="name"
            autoComplete="off"
            placeholder="Release gate"
            value={name}
            onChange={setName}
          />
          <TextField
            label="Description"
            error={issues.description}
            name="description"
            value={description}
            onChange={setDescription}
          />
          <SelectField
            label="Kind"
            hint={testKindHints[kind]}
            value={kind}
            options={kinds}
            onValueChange={(value) => setKind(testKinds.find((one) => one === value) ?? 'conformance')}
          />
          <ServerSelectField value={target} onChange={setTarget} error={issues.serverId} />
          <RunOptionsFields kind={kind} values={values} issues={issues} onChange={setValues} />
          <FormError error={create.error} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={create.isPending}>
            {create.isPending ? 'Saving…' : 'Save test'}
          </Button>
        </DialogFooter>
      </form>
    </DialogContent>
  );
}
