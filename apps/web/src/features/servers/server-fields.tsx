'use client';
import { restartPolicies, type Server } from '@mcp-lab/contracts';
import { ChevronRightIcon } from 'lucide-react';
import { ChoiceField } from '@/components/ui/field.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { Switch } from '@/components/ui/switch.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
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
      <TextField
        label="Working folder"
        error={issues['launch.cwd']}
        name="cwd"
        className="font-mono"
        spellCheck={false}
        placeholder="the lab's own, when empty"
        value={values.cwd}
        onChange={(cwd) => set({ cwd })}
      />
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
      <TextField
        label="Name"
        error={issues.name}
        name="name"
        autoComplete="off"
        placeholder="weather"
        value={values.name}
        onChange={(name) => set({ name })}
      />
      {kind === 'stdio' ? (
        <>
          {command}
          {process}
        </>
      ) : (
        <>
          <TextField
            label="Server URL"
            error={issues.url}
            name="url"
            type="url"
            className="font-mono"
            spellCheck={false}
            placeholder="https://example.com/mcp"
            value={values.url}
            onChange={(url) => set({ url })}
          />
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
          <TextField
            label="Check health every"
            error={issues.healthIntervalSeconds}
            hint="Seconds, 5 to 3600."
            name="healthIntervalSeconds"
            inputMode="numeric"
            value={values.healthIntervalSeconds}
            onChange={(healthIntervalSeconds) => set({ healthIntervalSeconds })}
          />
          <SelectField
            label="Restart it"
            hint="With growing pauses between attempts."
            value={values.restartPolicy}
            options={restartPolicies.map((value) => ({ value, label: restartLabels[value] }))}
            onValueChange={(value) =>
              set({ restartPolicy: restartPolicies.find((policy) => policy === value) ?? 'on-failure' })
            }
          />
        </div>
        <TextField
          label="Description"
          error={issues.description}
          name="description"
          value={values.description}
          onChange={(description) => set({ description })}
        />
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
