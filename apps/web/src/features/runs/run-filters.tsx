import { Segmented } from '@/components/ui/segmented.tsx';
import { runFilterOptions } from './run-filter-options.ts';

interface RunFiltersProps {
  /** Value of the URL; '' for all. */
  show: string;
  onChange(show: string): void;
}

export function RunFilters({ show, onChange }: RunFiltersProps) {
  const value = runFilterOptions.find((option) => option.value === show)?.value ?? 'all';
  return (
    <div className="overflow-x-auto border-b px-4 py-2.5">
      <Segmented
        aria-label="Which runs"
        value={value}
        options={runFilterOptions}
        onValueChange={(next) => onChange(next === 'all' ? '' : next)}
      />
    </div>
  );
}
