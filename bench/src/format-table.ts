import type { Measurement } from './measurement.ts';

export function formatTable(measurements: readonly Measurement[]): string {
  const header = ['', 'median', 'min', 'max', 'unit'];
  const rows = measurements.map(({ group, name, median, min, max, unit }) => [
    `${group}: ${name}`,
    ...[median, min, max].map(formatNumber),
    unit,
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column >= 1 && column <= 3 ? cell.padStart(width) : cell.padEnd(width);
}

function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : 2 });
}
