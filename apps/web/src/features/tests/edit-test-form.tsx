'use client';
import type { EndpointInput, Endpoints, Test } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { type FieldIssues, issuesOfError, messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { patchCachedItem } from '@/lib/live/patch-cached-item.ts';
import { queryKeys } from '@/lib/query-keys.ts';
import { RunOptionsFields } from './run-options-fields.tsx';
import { parseRunOptions, valuesOfRunOptions } from './run-options-values.ts';

export function EditTestForm({ test }: { test: Test }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const [name, setName] = useState(test.name);
  const [description, setDescription] = useState(test.description);
  const [values, setValues] = useState(() => valuesOfRunOptions(test.options));
  const [issues, setIssues] = useState<FieldIssues>({});
  const save = useMutation({
    mutationFn: (body: EndpointInput<Endpoints['updateTest']>['body']) =>
      client.updateTest({ params: { id: test.id }, body }),
    onSuccess: (updated) => {
      patchCachedItem<Test>(queries, queryKeys.tests, updated.id, () => updated);
      toast.success('Saved');
    },
    onError: (error) => {
      setIssues(issuesOfError(error));
      toast.error('The test was not saved', { description: messageOf(error) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseRunOptions(values);
    setIssues('issues' in parsed ? parsed.issues : {});
    if ('options' in parsed) save.mutate({ name, description, options: parsed.options });
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>Settings</CardTitle>
      </CardHeader>
      <form aria-label="Edit test" noValidate onSubmit={submit}>
        <CardBody className="flex flex-col gap-4">
          <TextField label="Name" error={issues.name} name="name" value={name} onChange={setName} />
          <TextField
            label="Description"
            error={issues.description}
            name="description"
            value={description}
            onChange={setDescription}
          />
          <RunOptionsFields kind={test.kind} values={values} issues={issues} onChange={setValues} />
          <div>
            <PermissionButton permission="tests:write" type="submit" disabled={save.isPending}>
              {save.isPending ? 'Saving…' : 'Save'}
            </PermissionButton>
          </div>
        </CardBody>
      </form>
    </Card>
  );
}
