'use client';
import { describeServerState } from '@/components/server-state.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
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
    <SelectField
      label="Server"
      error={servers.isError ? 'The servers could not be loaded.' : error}
      hint={servers.data && options.length === 0 ? 'There is no server yet: add one first.' : undefined}
      value={value}
      options={options}
      onValueChange={onChange}
      disabled={options.length === 0}
      placeholder={servers.isPending ? 'Loading…' : 'Choose a server'}
    />
  );
}
