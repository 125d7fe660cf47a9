'use client';
import type { Executor } from '@mcp-lab/contracts';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { TextareaField, TextField } from '@/components/ui/text-field.tsx';
import { Textarea } from '@/components/ui/textarea.tsx';
import type { FieldIssues } from '@/lib/field-issues.ts';
import { executorNames } from './describe-executor.ts';
import { executorFields } from './executor-fields.ts';
import { initialFields, type ProfileValues } from './profile-values.ts';

interface ProfileFormProps {
  values: ProfileValues;
  issues: FieldIssues;
  onChange(values: ProfileValues): void;
}

const executorOptions = (Object.keys(executorNames) as Executor['type'][]).map((type) => ({
  value: type,
  label: executorNames[type].title,
  hint: executorNames[type].hint,
}));

/** What load is put on a server. */
export function ProfileForm({ values, issues, onChange }: ProfileFormProps) {
  const set = (changes: Partial<ProfileValues>) => onChange({ ...values, ...changes });
  const text = (
    key: 'sessions' | 'thinkMinMs' | 'thinkMaxMs' | 'warmUpSeconds' | 'requestTimeoutMs',
    label: string,
    hint?: string,
  ) => (
    <TextField
      label={label}
      hint={hint}
      error={issues[key]}
      name={key}
      value={values[key]}
      onChange={(value) => set({ [key]: value })}
    />
  );
  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label="How calls are started"
        hint={<ExecutorHint type={values.executor} />}
        value={values.executor}
        options={executorOptions}
        onValueChange={(value) => {
          const executor = value as Executor['type'];
          // What two executors have in common keeps its value.
          const kept = Object.entries(values.fields).filter(([key]) =>
            executorFields[executor].some((field) => field.key === key && !field.isStages),
          );
          set({ executor, fields: { ...initialFields(executor), ...Object.fromEntries(kept) } });
        }}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {executorFields[values.executor].map((field) => {
          const many = field.isStages || field.isObjective;
          const shared = {
            name: field.key,
            value: values.fields[field.key] ?? '',
            onChange: (event: { target: { value: string } }) =>
              set({ fields: { ...values.fields, [field.key]: event.target.value } }),
          };
          return (
            <Field
              key={field.key}
              label={field.label}
              hint={field.hint}
              error={issues[`fields.${field.key}`]}
              className={many ? 'sm:col-span-2' : undefined}
            >
              {(control) =>
                many ? (
                  <Textarea {...control} {...shared} rows={3} spellCheck={false} className="font-mono text-xs" />
                ) : (
                  <Input {...control} {...shared} inputMode="decimal" />
                )
              }
            </Field>
          );
        })}
        {text(
          'sessions',
          'Sessions',
          'per-vu gives each user its own (over stdio: a process); a number is shared by all.',
        )}
        {text('warmUpSeconds', 'Warm-up, seconds', 'Load before the measuring begins, told apart.')}
      </div>
      <TextareaField
        label="Thresholds"
        hint="A line each, written metric: expression, as in k6. Metrics: latency and first_byte (ms), failed (rate), dropped, calls, bytes_received, server_cpu, server_rss, open_files; latency{name} is of one call. “, abort after 10 s” behind it ends the run."
        error={issues.thresholds}
        name="thresholds"
        rows={3}
        spellCheck={false}
        className="font-mono text-xs"
        placeholder={'latency: p(95)<200\nfailed: rate<0.01'}
        value={values.thresholds}
        onChange={(thresholds) => set({ thresholds })}
      />
      <TextareaField
        label="Calls"
        hint="YAML or JSON, a list. Empty: every tool that may be called, with arguments made from its schema. In a string $n is the number of the call, $vu of the user."
        error={issues.mix}
        name="mix"
        rows={4}
        spellCheck={false}
        className="font-mono text-xs"
        placeholder={'- tool: echo\n  arguments: { message: "call $n" }\n  weight: 3\n- method: tools/list'}
        value={values.mix}
        onChange={(mix) => set({ mix })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        {text('requestTimeoutMs', 'Timeout of a call, ms')}
        {text('thinkMinMs', 'Think time from, ms', 'Of a user between two calls.')}
        {text('thinkMaxMs', 'to, ms')}
      </div>
    </div>
  );
}

function ExecutorHint({ type }: { type: Executor['type'] }) {
  return (
    <>
      {executorNames[type].hint} In k6: <code>{type}</code>.
    </>
  );
}
