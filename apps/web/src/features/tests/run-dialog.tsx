'use client';
import { runKindNames, type TestKind, testKinds } from '@mcp-lab/contracts';
import { FlaskConicalIcon } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { DialogBody, DialogContent, DialogFooter, DialogHeader } from '@/components/ui/dialog.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import type { FieldIssues } from '@/lib/field-issues.ts';
import { useStartRun } from '../runs/use-start-run.ts';
import { useServers } from '../servers/use-servers.ts';
import { RunOptionsFields } from './run-options-fields.tsx';
import { defaultRunOptions, parseRunOptions } from './run-options-values.ts';
import { ServerSelectField } from './server-select-field.tsx';
import { testKindHints } from './test-kinds.ts';

/** Cases are written on the page of a test. */
const kinds = testKinds
  .filter((kind) => kind !== 'functional')
  .map((value) => ({ value, label: runKindNames[value], hint: testKindHints[value] }));

interface RunDialogProps {
  serverId?: string | undefined;
  onDone(): void;
}

export function RunDialog({ serverId, onDone }: RunDialogProps) {
  const only = useServers({}).data?.items;
  const [chosen, setChosen] = useState(serverId ?? '');
  const target = chosen || (only?.length === 1 ? (only[0]?.id ?? '') : '');
  const [kind, setKind] = useState<TestKind>('conformance');
  const [values, setValues] = useState(defaultRunOptions);
  const [issues, setIssues] = useState<FieldIssues>({});
  const start = useStartRun(onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseRunOptions(kind === 'chaos' ? values : { ...values, chaos: '' });
    const found: FieldIssues = 'issues' in parsed ? parsed.issues : {};
    if (target === '') found.serverId = 'Choose the server to test.';
    setIssues(found);
    if ('options' in parsed && target !== '') start.mutate({ serverId: target, kind, options: parsed.options });
  };
  return (
    <DialogContent className="max-w-xl" data-testid="run-dialog">
      <DialogHeader title="Run" description="Puts a server to the test and keeps every byte as proof." />
      <form aria-label="Run" noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <DialogBody className="flex flex-col gap-4">
          <ServerSelectField value={target} onChange={setChosen} error={issues.serverId} />
          <SelectField
            label="What to run"
            hint={testKindHints[kind]}
            value={kind}
            options={kinds}
            onValueChange={(value) => setKind(testKinds.find((one) => one === value) ?? 'conformance')}
          />
          <RunOptionsFields kind={kind} values={values} issues={issues} onChange={setValues} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={start.isPending}>
            <FlaskConicalIcon />
            {start.isPending ? 'Starting…' : 'Run'}
          </Button>
        </DialogFooter>
      </form>
    </DialogContent>
  );
}
