'use client';
import { restartPolicies, type Server } from '@mcp-lab/contracts';
import { ChevronRightIcon } from 'lucide-react';
import { ChoiceField, Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Select } from '@/components/ui/select.tsx';
import { Switch } from '@/components/ui/switch.tsx';
import type { FieldIssues } from '@/lib/field-issues.ts';
import { CommandLineField } from './command-line-field.tsx';
import { SecretPairsField } from './secret-pairs-field.tsx';
import type { ServerFormValues } from './server-form-values.ts';
import { SignInFields } from './sign-in-fields.tsx';

const restartLabels: Record<(typeof restartPolicies)[number], string> = {
  always: 'Always',
  'on-failure': 'When it fails',
  never: 'Never',
};

interface ServerFieldsProps {
  kind: Server['kind'];
  values: ServerFormValues;
  issues: FieldIssues;
  onChange(values: ServerFormValues): void;
}

/** First issue at or below a path, such as `launch` or `env`. */
function issueBelow(issues: FieldIssues, path: string): string | undefined {
  const found = Object.entries(issues).find(([name]) => name === path || name.startsWith(`${path}.`));
  if (found === undefined) return undefined;
  const inner = found[0].slice(path.length + 1);
  return path === 'launch' || inner === '' ? found[1] : `${inner}: ${found[1]}`;
}

export function ServerFields({ kind, values, issues, onChange }: ServerFieldsProps) {
  const set = (changes: Partial<ServerFormValues>) => onChange({ ...values, ...changes });
  const command = (
    <CommandLineField
      label={kind === 'stdio' ? 'Command line' : 'Command that starts it'}
      value={values.commandLine}
      error={issueBelow(issues, 'launch')}
      onChange={(commandLine) => set({ commandLine })}
    />
  );
  const process = (
    <>
      <Field label="Working folder" error={issues['launch.cwd']}>
        {(control) => (
          <Input
            {...control}
            name="cwd"
            className="font-mono"
            spellCheck={false}
            placeholder="the lab's own, when empty"
            value={values.cwd}
            onChange={(event) => set({ cwd: event.target.value })}
          />
        )}
      </Field>
      <SecretPairsField
        noun="Environment variable"
        separator="="
        pairs={values.env}
        error={issueBelow(issues, 'env')}
        onChange={(env) => set({ env })}
      />
    </>
  );
  return (
    <>
      <Field label="Name" error={issues.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="off"
            placeholder="weather"
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      {kind === 'stdio' ? (
        <>
          {command}
          {process}
        </>
      ) : (
        <>
          <Field label="Server URL" error={issues.url}>
            {(control) => (
              <Input
                {...control}
                name="url"
                type="url"
                className="font-mono"
                spellCheck={false}
                placeholder="https://example.com/mcp"
                value={values.url}
                onChange={(event) => set({ url: event.target.value })}
              />
            )}
          </Field>
          <SecretPairsField
            noun="Header"
            separator=":"
            pairs={values.headers}
            error={issueBelow(issues, 'headers')}
            onChange={(headers) => set({ headers })}
          />
          <MoreFields title="Sign-in and tokens" open={values.signIn.type !== 'none' || values.tokens.length > 0}>
            <SignInFields
              values={values.signIn}
              tokens={values.tokens}
              issues={issues}
              onChange={(signIn) => set({ signIn })}
              onTokens={(tokens) => set({ tokens })}
            />
          </MoreFields>
          <MoreFields title="The lab should start it" open={values.commandLine !== ''}>
            {command}
            {process}
          </MoreFields>
        </>
      )}
      <MoreFields title="Health and restarts">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Check health every" error={issues.healthIntervalSeconds} hint="Seconds, 5 to 3600.">
            {(control) => (
              <Input
                {...control}
                name="healthIntervalSeconds"
                inputMode="numeric"
                value={values.healthIntervalSeconds}
                onChange={(event) => set({ healthIntervalSeconds: event.target.value })}
              />
            )}
          </Field>
          <Field label="Restart it" hint="With growing pauses between attempts.">
            {(control) => (
              <Select
                id={control.id}
                value={values.restartPolicy}
                options={restartPolicies.map((value) => ({ value, label: restartLabels[value] }))}
                onValueChange={(value) =>
                  set({ restartPolicy: restartPolicies.find((policy) => policy === value) ?? 'on-failure' })
                }
              />
            )}
          </Field>
        </div>
        <Field label="Description" error={issues.description}>
          {(control) => (
            <Input
              {...control}
              name="description"
              value={values.description}
              onChange={(event) => set({ description: event.target.value })}
            />
          )}
        </Field>
      </MoreFields>
      {kind === 'stdio' || values.commandLine !== '' ? (
        <ChoiceField
          label="Keep it running"
          hint="Started now and whenever the lab starts. Off: only when you start it."
        >
          {(control) => (
            <Switch {...control} checked={values.autoStart} onCheckedChange={(autoStart) => set({ autoStart })} />
          )}
        </ChoiceField>
      ) : null}
    </>
  );
}

function MoreFields({ title, open, children }: { title: string; open?: boolean; children: React.ReactNode }) {
  return (
    <details className="group rounded-lg border" open={open}>
      <summary className="flex items-center gap-2 rounded-lg px-3 py-2 text-[0.8125rem] font-medium outline-none select-none focus-visible:ring-[3px] focus-visible:ring-ring/45 [&::-webkit-details-marker]:hidden">
        <ChevronRightIcon
          className="size-3.5 text-muted-foreground transition-transform group-open:rotate-90"
          aria-hidden
        />
        {title}
      </summary>
      <div className="flex flex-col gap-4 border-t p-3">{children}</div>
    </details>
  );
}
