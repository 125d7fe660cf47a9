'use client';
import type { Result } from '@mcp-lab/contracts';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';

type Form = 'cli' | 'curl' | 'shell';
const forms: readonly { value: Form; label: string }[] = [
  { value: 'cli', label: 'mcp-lab' },
  { value: 'curl', label: 'curl' },
  { value: 'shell', label: 'Shell' },
];

/** The same question as a command, in the forms that exist for it. */
export function ReproCommands({ repro }: { repro: Result['repro'] }) {
  const available = forms.filter((form) => repro[form.value] !== null);
  const [form, setForm] = useState<Form>('cli');
  const command = repro[form] ?? repro.cli;
  return (
    <div data-testid="repro">
      {available.length > 1 ? (
        <Segmented
          aria-label="Form of the command"
          value={form}
          options={available}
          onValueChange={setForm}
          className="mb-2"
        />
      ) : null}
      <div className="relative">
        <pre className="max-h-60 overflow-auto rounded-md bg-muted/60 p-3 pr-10 font-mono text-xs leading-5 whitespace-pre-wrap ring-1 ring-border/70 ring-inset">
          <PeerText text={command} />
        </pre>
        <CopyButton text={command} label="Copy the command" className="absolute top-1.5 right-1.5" />
      </div>
    </div>
  );
}
