'use client';
import { LabError, type Test } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { WandSparklesIcon } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { TextareaField } from '@/components/ui/text-field.tsx';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { patchCachedItem } from '@/lib/live/patch-cached-item.ts';
import { queryKeys } from '@/lib/query-keys.ts';
import { type CasesIssue, placeIssues, printCasesText, readCasesText } from './cases-text.ts';

const placeholder = `cases:
  - name: adds two numbers
    steps:
      - tool: add
        arguments: { a: 1, b: 2 }
        expect:
          assert:
            - { path: $.structuredContent.sum, equals: 3 }`;

/** The cases of a functional test as YAML: written, or generated from what the server publishes, and saved. */
export function CasesEditor({ test }: { test: Test }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const [text, setText] = useState(() => printCasesText(test.cases));
  const [issues, setIssues] = useState<CasesIssue[]>([]);
  const generate = useMutation({
    mutationFn: () => client.generateTestCases({ body: { serverId: test.serverId } }),
    onSuccess: ({ yaml, cases }) => {
      setText(yaml);
      setIssues([]);
      toast.success(`${cases.length} cases were generated`, { description: 'Look through them, then save.' });
    },
    onError: (error) => toast.error('No cases were generated', { description: messageOf(error) }),
  });
  const save = useMutation({
    mutationFn: ({ cases }: { cases: Test['cases']; lineOf(path: string): number }) =>
      client.updateTest({ params: { id: test.id }, body: { cases } }),
    onSuccess: (updated) => {
      patchCachedItem<Test>(queries, queryKeys.tests, updated.id, () => updated);
      toast.success('Saved');
    },
    onError: (error, { lineOf }) => {
      setIssues(placeIssues(error instanceof LabError ? (error.details?.issues ?? []) : [], lineOf));
      toast.error('The cases were not saved', { description: messageOf(error) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reading = readCasesText(text);
    setIssues(reading.ok ? [] : reading.issues);
    if (reading.ok) save.mutate({ cases: reading.cases, lineOf: reading.lineOf });
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>Cases</CardTitle>
      </CardHeader>
      <form aria-label="Edit cases" noValidate onSubmit={submit}>
        <CardBody className="flex flex-col gap-4">
          <TextareaField
            label="Functional cases (YAML)"
            error={issues.length > 0 ? `${issues.length} ${issues.length === 1 ? 'mistake' : 'mistakes'}` : undefined}
            hint="Each case is a list of steps and what must come back. Naming a tool allows the lab to call it."
            name="cases"
            className="min-h-96 font-mono text-xs"
            spellCheck={false}
            placeholder={placeholder}
            value={text}
            onChange={setText}
          />
          {issues.length > 0 ? (
            <ul className="flex max-h-48 flex-col gap-1 overflow-auto text-xs text-bad" data-testid="cases-issues">
              {issues.map((issue) => (
                <li key={`${issue.line} ${issue.message}`}>
                  <span className="font-mono">line {issue.line}</span> {issue.message}
                </li>
              ))}
            </ul>
          ) : null}
          <div className="flex flex-wrap gap-2">
            <PermissionButton permission="tests:write" variant="primary" type="submit" disabled={save.isPending}>
              {save.isPending ? 'Saving…' : 'Save cases'}
            </PermissionButton>
            <PermissionButton
              permission="tests:write"
              type="button"
              disabled={generate.isPending}
              onClick={() => generate.mutate()}
            >
              <WandSparklesIcon />
              {text.trim() === '' ? 'Generate from the server' : 'Replace by generated cases'}
            </PermissionButton>
          </div>
        </CardBody>
      </form>
    </Card>
  );
}
