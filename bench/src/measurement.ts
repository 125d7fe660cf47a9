/** One row of the table and of the JSON file. */
export interface Measurement {
  group: string;
  name: string;
  /** Median of the rounds. */
  median: number;
  min: number;
  max: number;
  rounds: number;
  unit: string;
}

export function measurementOf(group: string, name: string, unit: string, values: readonly number[]): Measurement {
  return {
    group,
    name,
    median: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    rounds: values.length,
    unit,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}
