'use client';
import type { Benchmark, BenchmarkKind } from '@mcp-lab/contracts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { FormError } from '@/components/form-error.tsx';
import { Button } from '@/components/ui/button.tsx';
import { DialogBody, DialogContent, DialogFooter, DialogHeader } from '@/components/ui/dialog.tsx';
import { ChoiceField } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { Switch } from '@/components/ui/switch.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { type FieldIssues, issuesOfError } from '@/lib/field-issues.ts';
import { ServerSelectField } from '../tests/server-select-field.tsx';
import { ProfileForm } from './profile-form.tsx';
import { defaultProfileValues, nameIssues, parseProfile, valuesOfProfile } from './profile-values.ts';
import { useCreateBenchmark, useUpdateBenchmark } from './use-benchmark-actions.ts';

interface BenchmarkDialogProps {
  serverId?: string | undefined;
  /** Begins with its settings. */
  like?: Benchmark | undefined;
  /** Changes `like` instead of saving another. */
  edit?: boolean | undefined;
  onDone(): void;
}

const kinds = [
  { value: 'load', label: 'Load' },
  { value: 'soak', label: 'Soak' },
] as const;

export function BenchmarkDialog({ serverId, like, edit = false, onDone }: BenchmarkDialogProps) {
  const router = useRouter();
  const [name, setName] = useState(like === undefined || edit ? (like?.name ?? '') : `${like.name} (copy)`);
  const [description, setDescription] = useState(like?.description ?? '');
  const [kind, setKind] = useState<BenchmarkKind>(like?.kind ?? 'load');
  const [target, setTarget] = useState(serverId ?? like?.serverId ?? '');
  const [sideEffects, setSideEffects] = useState(like?.options.allowSideEffects ?? false);
  const [values, setValues] = useState(() =>
    like === undefined ? defaultProfileValues : valuesOfProfile(like.profile),
  );
  const [issues, setIssues] = useState<FieldIssues>({});
  const create = useCreateBenchmark((benchmark) => {
    onDone();
    router.push(`/benchmarks/${benchmark.id}`);
  });
  const update = useUpdateBenchmark(like?.id ?? '', onDone);
  const pending = create.isPending || update.isPending;
  const onError = (error: unknown) => setIssues(nameIssues(issuesOfError(error)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseProfile(values);
    const found: FieldIssues = 'issues' in parsed ? parsed.issues : {};
    if (name.trim() === '') found.name = 'Give it a name.';
    if (target === '') found.serverId = 'Choose the server to put load on.';
    setIssues(found);
    if (!('profile' in parsed) || Object.keys(found).length > 0) return;
    const { profile } = parsed;
    const options = { ...like?.options, allowSideEffects: sideEffects };
    if (edit) update.mutate({ name, description, profile, options }, { onError });
    else create.mutate({ name, description, kind, serverId: target, profile, options }, { onError });
  };
  return (
    <DialogContent className="max-w-2xl" data-testid="benchmark-dialog">
      <DialogHeader
        title={edit ? 'Edit benchmark' : 'New benchmark'}
        description="A server and the load to put on it. Runs of the same load are compared with each other."
      />
      <form aria-label="Benchmark" noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <DialogBody className="flex flex-col gap-4">
          <TextField
            label="Name"
            error={issues.name}
            name="name"
            autoComplete="off"
            placeholder="Fifty users"
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
          {edit ? null : (
            <>
              <ServerSelectField value={target} onChange={setTarget} error={issues.serverId} />
              <div className="flex flex-wrap items-center gap-3">
                <Segmented aria-label="Kind" value={kind} options={kinds} onValueChange={setKind} />
                <p className="text-xs text-muted-foreground">
                  {kind === 'soak'
                    ? 'For hours: looks for what grows in the server, its memory, files, threads and latency.'
                    : 'What the server sustains, and how fast it answers.'}
                </p>
              </div>
            </>
          )}
          <ProfileForm values={values} issues={issues} onChange={setValues} />
          <ChoiceField
            label="May call tools that change something"
            hint="Otherwise only tools that declare readOnlyHint, or that are named in the calls."
          >
            {(control) => <Switch {...control} checked={sideEffects} onCheckedChange={setSideEffects} />}
          </ChoiceField>
          <FormError error={edit ? update.error : create.error} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? 'Saving…' : edit ? 'Save' : 'Save benchmark'}
          </Button>
        </DialogFooter>
      </form>
    </DialogContent>
  );
}
