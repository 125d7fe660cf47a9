'use client';
import { describeServerState } from '@/components/server-state.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { useServers } from '../servers/use-servers.ts';

interface ServerSelectFieldProps {
  value: string;
  onChange(serverId: string): void;
  error?: string | undefined;
}

export function ServerSelectField({ value, onChange, error }: ServerSelectFieldProps) {
  const servers = useServers({});
  const options = (servers.data?.items ?? []).map((server) => ({
    value: server.id,
    label: server.name,
    hint: describeServerState(server).label,
  }));
  return (
    <Field
      label="Server"
      error={servers.isError ? 'The servers could not be loaded.' : error}
      hint={servers.data && options.length === 0 ? 'There is no server yet: add one first.' : undefined}
    >
      {(control) => (
        <Select
          id={control.id}
          value={value}
          options={options}
          onValueChange={onChange}
          disabled={options.length === 0}
          placeholder={servers.isPending ? 'Loading…' : 'Choose a server'}
        />
      )}
    </Field>
  );
}
