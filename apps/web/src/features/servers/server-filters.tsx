'use client';
import { SearchIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { UrlFilters } from '@/lib/use-url-filters.ts';

type Filters = UrlFilters<'search' | 'kind' | 'status' | 'health'>;

interface ServerFiltersProps {
  filters: Filters;
  onChange(changes: Partial<Filters>): void;
  onClear?: (() => void) | undefined;
}

const any = 'any';
const selects = [
  {
    name: 'kind',
    label: 'Kind',
    options: [
      { value: any, label: 'Any kind' },
      { value: 'stdio', label: 'Command' },
      { value: 'http', label: 'URL' },
    ],
  },
  {
    name: 'status',
    label: 'Status',
    options: [
      { value: any, label: 'Any status' },
      { value: 'running', label: 'Running' },
      { value: 'stopped', label: 'Stopped' },
      { value: 'backing-off', label: 'Waiting to restart' },
      { value: 'failed', label: 'Failed' },
      { value: 'external', label: 'Not ours to start' },
    ],
  },
  {
    name: 'health',
    label: 'Health',
    options: [
      { value: any, label: 'Any health' },
      { value: 'healthy', label: 'Healthy' },
      { value: 'degraded', label: 'Degraded' },
      { value: 'unhealthy', label: 'Unhealthy' },
      { value: 'unknown', label: 'Not checked' },
    ],
  },
] as const;

export function ServerFilters({ filters, onChange, onClear }: ServerFiltersProps) {
  const [search, setSearch] = useState(filters.search);
  useEffect(() => setSearch(filters.search), [filters.search]);
  // The lab is asked when typing pauses, not at every letter.
  useEffect(() => {
    if (search === filters.search) return;
    const timer = setTimeout(() => onChange({ search }), 250);
    return () => clearTimeout(timer);
  }, [search, filters.search, onChange]);
  return (
    <div className="flex flex-wrap gap-2 border-b px-4 py-2.5">
      <div className="relative min-w-40 flex-1 basis-52">
        <SearchIcon className="absolute top-2.25 left-2.5 size-4 text-muted-foreground" aria-hidden />
        <Input
          type="search"
          aria-label="Search servers"
          placeholder="Search by name"
          className="pl-8.5"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {selects.map(({ name, label, options }) => (
        <Select
          key={name}
          aria-label={label}
          className="w-auto min-w-28"
          value={filters[name] || any}
          options={options}
          onValueChange={(value) => onChange({ [name]: value === any ? '' : value })}
        />
      ))}
      {onClear ? (
        <Button variant="ghost" onClick={onClear}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
