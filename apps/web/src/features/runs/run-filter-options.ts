import type { RunFilters } from './use-runs.ts';

interface RunFilterOption {
  value: string;
  label: string;
  filters: RunFilters;
}

export const runFilterOptions: readonly RunFilterOption[] = [
  { value: 'all', label: 'All', filters: {} },
  { value: 'running', label: 'Running', filters: { status: 'running' } },
  { value: 'passed', label: 'Passed', filters: { outcome: 'passed' } },
  { value: 'findings', label: 'Findings', filters: { outcome: 'findings' } },
  { value: 'unreachable', label: 'Unreachable', filters: { outcome: 'unreachable' } },
  { value: 'cancelled', label: 'Cancelled', filters: { status: 'cancelled' } },
];

/** The filters behind a value of the URL; all runs where it is not known. */
export const runFiltersOf = (show: string): RunFilters =>
  runFilterOptions.find((option) => option.value === show)?.filters ?? {};
