'use client';
import type { RunKind } from '@mcp-lab/contracts';
import { ShieldAlertIcon } from 'lucide-react';
import { ChoiceField, Field } from '@/components/ui/field.tsx';
import { Switch } from '@/components/ui/switch.tsx';
import { TextareaField, TextField } from '@/components/ui/text-field.tsx';
import { Textarea } from '@/components/ui/textarea.tsx';
import type { FieldIssues } from '@/lib/field-issues.ts';
import { ChaosField } from './chaos-field.tsx';
import type { RunOptionsValues } from './run-options-values.ts';

interface RunOptionsFieldsProps {
  kind: RunKind;
  values: RunOptionsValues;
  issues: FieldIssues;
  onChange(values: RunOptionsValues): void;
}

export function RunOptionsFields({ kind, values, issues, onChange }: RunOptionsFieldsProps) {
  const set = (changes: Partial<RunOptionsValues>) => onChange({ ...values, ...changes });
  return (
    <>
      {kind === 'chaos' ? (
        <ChaosField value={values.chaos} error={issues.chaos} onChange={(chaos) => set({ chaos })} />
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextareaField
          label="Only these checks"
          error={issues.only}
          hint="Ids, * matches any part: rpc-error-*"
          name="only"
          className="font-mono"
          spellCheck={false}
          placeholder="all"
          value={values.only}
          onChange={(only) => set({ only })}
        />
        <TextareaField
          label="Skip these checks"
          error={issues.skip}
          hint="What is left out is not counted as passed."
          name="skip"
          className="font-mono"
          spellCheck={false}
          placeholder="none"
          value={values.skip}
          onChange={(skip) => set({ skip })}
        />
      </div>
      <TextField
        label="Revisions"
        error={issues.revisions}
        hint="Empty: all that the server speaks."
        name="revisions"
        className="font-mono"
        spellCheck={false}
        placeholder="2025-11-25, 2025-06-18"
        value={values.revisions}
        onChange={(revisions) => set({ revisions })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label="Answer within"
          error={issues.requestTimeoutSeconds}
          hint="Seconds per request."
          name="requestTimeoutSeconds"
          inputMode="decimal"
          value={values.requestTimeoutSeconds}
          onChange={(requestTimeoutSeconds) => set({ requestTimeoutSeconds })}
        />
        <TextField
          label="Whole run within"
          error={issues.maxRunSeconds}
          hint="Seconds, 5 to 3600."
          name="maxRunSeconds"
          inputMode="numeric"
          value={values.maxRunSeconds}
          onChange={(maxRunSeconds) => set({ maxRunSeconds })}
        />
        <TextField
          label="Seed"
          error={issues.seed}
          hint="The same seed asks the same again."
          name="seed"
          inputMode="numeric"
          placeholder="chosen for you"
          value={values.seed}
          onChange={(seed) => set({ seed })}
        />
      </div>
      <details className="group rounded-lg border p-3" open={values.inputs !== '' || issues.inputs !== undefined}>
        <summary className="rounded-sm text-[0.8125rem] font-medium outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45">
          What only you know about the server
        </summary>
        <Field
          className="mt-3"
          label="As in a suite file"
          error={issues.inputs}
          hint={
            <>
              YAML or JSON: tools that are safe to call, calls, triggers, resources, prompts, allow, exclude with a
              reason. Tokens are secrets and stand in the settings of the server.
            </>
          }
        >
          {(control) => (
            <Textarea
              {...control}
              name="inputs"
              className="min-h-32 font-mono text-xs"
              spellCheck={false}
              placeholder={
                'tools:\n  - tool: add\n    arguments: { a: 1, b: 2 }\nexclude:\n  - check: logging-*\n    reason: not offered on purpose'
              }
              value={values.inputs}
              onChange={(event) => set({ inputs: event.target.value })}
            />
          )}
        </Field>
      </details>
      <div
        className={
          values.allowSideEffects ? 'rounded-lg bg-caution/8 p-3 ring-1 ring-caution/25' : 'rounded-lg border p-3'
        }
      >
        <ChoiceField
          label={
            <span className="flex items-center gap-1.5">
              {values.allowSideEffects ? <ShieldAlertIcon className="size-4 text-caution" aria-hidden /> : null}
              Allow side effects
            </span>
          }
          hint="Off: only tools that declare themselves read-only are called, and checks that would need others are reported as untestable. On: any tool may be called, with made-up arguments too. Use it for servers whose data does not matter."
        >
          {(control) => (
            <Switch
              {...control}
              checked={values.allowSideEffects}
              onCheckedChange={(allowSideEffects) => set({ allowSideEffects })}
            />
          )}
        </ChoiceField>
      </div>
    </>
  );
}
