'use client';
import { PlayIcon } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { FormError } from '@/components/form-error.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { TextareaField, TextField } from '@/components/ui/text-field.tsx';
import { ArgumentControl } from './argument-control.tsx';
import { composeArguments, parseJson, typedIn } from './argument-fields.ts';
import type { CallSubject } from './call-subjects.ts';
import type { CallInput } from './use-call-server.ts';

interface CallFormProps {
  subject: CallSubject;
  pending: boolean;
  error: Error | null;
  onCall(call: CallInput): void;
}

const modes = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const;

export function CallForm({ subject, pending, error, onCall }: CallFormProps) {
  const { kind, fields, isTemplate } = subject;
  const [mode, setMode] = useState<'form' | 'json'>(kind === 'tool' && fields.length === 0 ? 'json' : 'form');
  const [values, setValues] = useState<Record<string, string>>({});
  const [text, setText] = useState('{}');
  const [uri, setUri] = useState(subject.id);
  const [issues, setIssues] = useState<Record<string, string>>({});

  const read = () => (mode === 'form' ? composeArguments(fields, values) : readText(text));
  const switchTo = (next: 'form' | 'json') => {
    const composed = next === 'json' ? composeArguments(fields, values) : null;
    if (composed !== null && 'arguments' in composed) setText(JSON.stringify(composed.arguments, null, 2));
    setIssues({});
    setMode(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === 'resource') {
      onCall({ kind, uri });
      return;
    }
    const composed = read();
    setIssues('issues' in composed ? composed.issues : {});
    if (!('arguments' in composed)) return;
    // What is no JSON was refused; the lab looks at it once more.
    const own = composed.arguments as NonNullable<Extract<CallInput, { kind: 'tool' }>['arguments']>;
    if (kind === 'tool') onCall({ kind, name: subject.id, arguments: own });
    else onCall({ kind, name: subject.id, arguments: mapToTexts(own) });
  };

  return (
    <form aria-label={`Call ${subject.id}`} noValidate onSubmit={submit} className="flex flex-col gap-4">
      {subject.description || subject.destructive || subject.readOnly ? (
        <div className="flex flex-col gap-1.5 text-xs leading-relaxed text-muted-foreground">
          {subject.description ? (
            <p className="whitespace-pre-wrap">
              <PeerText text={subject.description} limit={600} />
            </p>
          ) : null}
          <p className="flex gap-1.5">
            {subject.readOnly ? <Badge tone="good">read-only</Badge> : null}
            {subject.destructive ? <Badge tone="bad">destructive</Badge> : null}
          </p>
        </div>
      ) : null}
      {kind === 'resource' ? (
        <TextField
          label="URI"
          hint={isTemplate ? 'Put values in the place of the braces.' : undefined}
          className="font-mono"
          value={uri}
          onChange={setUri}
        />
      ) : (
        <>
          <div className="flex items-center justify-between gap-3">
            <p className="eyebrow">Arguments</p>
            {kind === 'tool' ? (
              <Segmented aria-label="How to write arguments" value={mode} options={modes} onValueChange={switchTo} />
            ) : null}
          </div>
          {mode === 'form' && fields.length === 0 ? (
            <p className="text-[0.8125rem] text-muted-foreground">It takes none.</p>
          ) : null}
          {mode === 'form'
            ? fields.map((field) => (
                <ArgumentControl
                  key={field.name}
                  field={field}
                  value={typedIn(values, field.name) ?? field.initial}
                  error={typedIn(issues, field.name)}
                  onChange={(value) => setValues({ ...values, [field.name]: value })}
                />
              ))
            : null}
          {mode === 'json' ? (
            <TextareaField
              label="As JSON"
              error={issues['']}
              className="min-h-40 font-mono text-xs"
              spellCheck={false}
              value={text}
              onChange={setText}
            />
          ) : null}
        </>
      )}
      <FormError error={error} />
      <div>
        <PermissionButton permission="servers:call" type="submit" variant="primary" disabled={pending}>
          <PlayIcon />
          {pending ? 'Waiting…' : kind === 'tool' ? 'Call' : kind === 'resource' ? 'Read' : 'Get'}
        </PermissionButton>
      </div>
    </form>
  );
}

function readText(text: string): { arguments: Record<string, unknown> } | { issues: Record<string, string> } {
  const parsed = parseJson(text.trim() === '' ? '{}' : text);
  if (parsed === undefined) return { issues: { '': 'This is no JSON.' } };
  const { value } = parsed;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject
    ? { arguments: value as Record<string, unknown> }
    : { issues: { '': 'Arguments are an object: {…}' } };
}

function mapToTexts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
