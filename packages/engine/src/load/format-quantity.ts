/** A figure for people: three significant digits, bytes in decimal units. */
export function formatQuantity(value: number, unit: string): string {
  if (unit.startsWith('bytes')) {
    const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
    let scaled = value;
    let step = 0;
    for (; Math.abs(scaled) >= 1000 && step < steps.length - 1; step++) scaled /= 1000;
    return `${digits(scaled)} ${steps[step]}${unit.slice(5)}`;
  }
  return unit === '/s' ? `${digits(value)}/s` : `${digits(value)} ${unit}`.trim();
}

function digits(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return value.toFixed(0);
  if (size >= 100) return value.toFixed(1);
  return size >= 10 ? value.toFixed(1) : value.toPrecision(size < 0.001 ? 2 : 3);
}
