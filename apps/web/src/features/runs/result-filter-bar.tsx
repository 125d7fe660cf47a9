'use client';
import { groupOfArea, type Result } from '@mcp-lab/contracts';
import { SearchIcon } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Select } from '@/components/ui/select.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { transportNames } from '../servers/transport-names.ts';
import { areaName } from './area-name.ts';
import { groupNames } from './group-names.ts';
import type { ResultFilters } from './result-filters.ts';

interface ResultFilterBarProps {
  results: readonly Result[];
  shown: number;
  filters: ResultFilters;
  onChange(changes: Partial<ResultFilters>): void;
  onClear(): void;
}

const any = 'any';

function optionsOf(values: Iterable<string>, anyLabel: string, labelOf: (value: string) => string) {
  const distinct = [...new Set(values)].toSorted();
  return [{ value: any, label: anyLabel }, ...distinct.map((value) => ({ value, label: labelOf(value) }))];
}

export function ResultFilterBar({ results, shown, filters, onChange, onClear }: ResultFilterBarProps) {
  const same = (value: string) => value;
  const selects = [
    {
      name: 'group',
      label: 'Group',
      options: optionsOf(
        results.map((one) => groupOfArea(one.area)),
        'All groups',
        (value) => Object.entries(groupNames).find(([group]) => group === value)?.[1].title ?? value,
      ),
    },
    {
      name: 'area',
      label: 'Area',
      options: optionsOf(
        results.map((one) => one.area),
        'Any area',
        areaName,
      ),
    },
    {
      name: 'level',
      label: 'Level',
      options: optionsOf(
        results.map((one) => one.level),
        'Any level',
        same,
      ),
    },
    {
      name: 'revision',
      label: 'Revision',
      options: optionsOf(
        results.map((one) => one.revision),
        'Any revision',
        same,
      ),
    },
    {
      name: 'transport',
      label: 'Transport',
      options: optionsOf(
        results.map((one) => one.transport),
        'Any transport',
        (value) => Object.entries(transportNames).find(([kind]) => kind === value)?.[1] ?? value,
      ),
    },
  ] as const;
  const filtered = Object.values(filters).some(Boolean);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
      <div className="relative min-w-40 flex-1 basis-56">
        <SearchIcon className="absolute top-2.25 left-2.5 size-4 text-muted-foreground" aria-hidden />
        <Input
          type="search"
          aria-label="Search results"
          placeholder="Search by title, check id or reason"
          className="pl-8.5"
          value={filters.text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </div>
      {selects.map(({ name, label, options }) =>
        // With one value only there is nothing to choose.
        options.length > 2 || filters[name] ? (
          <Select
            key={name}
            aria-label={label}
            className="w-auto max-w-44"
            value={filters[name] || any}
            options={options}
            onValueChange={(value) => onChange({ [name]: value === any ? '' : value })}
          />
        ) : null,
      )}
      {filtered ? (
        <>
          <Button variant="ghost" onClick={onClear}>
            Clear
          </Button>
          <span role="status" className="text-xs text-muted-foreground">
            {formatCount(shown)} of {formatCount(results.length)}
          </span>
        </>
      ) : null}
    </div>
  );
}
