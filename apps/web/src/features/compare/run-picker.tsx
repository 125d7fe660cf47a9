'use client';
import { type Run, runKindNames } from '@mcp-lab/contracts';
import { SelectField } from '@/components/ui/select-field.tsx';
import { formatFullTime } from '@/lib/format/format-time.ts';

interface RunPickerProps {
  label: string;
  value: string;
  runs: readonly Run[];
  onChange(id: string): void;
}

export function RunPicker({ label, value, runs, onChange }: RunPickerProps) {
  const severalServers = new Set(runs.map(({ serverId }) => serverId)).size > 1;
  const options = runs.map((run) => ({
    value: run.id,
    label: `${formatFullTime(run.startedAt ?? run.createdAt)}${severalServers ? ` · ${run.serverName}` : ''}`,
    hint: `${run.testName ?? runKindNames[run.kind]}: ${tallyOf(run)}`,
  }));
  return (
    <SelectField
      label={label}
      className="min-w-0 flex-1 basis-64"
      value={value}
      options={options}
      placeholder={runs.length === 0 ? 'no run has ended yet' : 'choose a run'}
      onValueChange={onChange}
    />
  );
}

function tallyOf({ counts, status, outcome }: Run): string {
  if (outcome === null || outcome === 'unreachable') return outcome ?? status;
  return [`${counts.pass} pass`, counts.fail > 0 && `${counts.fail} fail`, counts.warn > 0 && `${counts.warn} warn`]
    .filter(Boolean)
    .join(', ');
}
