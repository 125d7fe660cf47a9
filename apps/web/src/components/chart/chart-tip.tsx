import type { ReactNode } from 'react';

interface ChartTipProps {
  /** Which point it is of, such as its time. */
  title: string;
  /** The payload of a recharts tooltip. */
  entries: readonly { dataKey?: unknown; color?: string | undefined; name?: unknown; value?: unknown }[];
  format(value: number): string;
  children?: ReactNode;
}

/** The values of all lines at one point. */
export function ChartTip({ title, entries, format, children }: ChartTipProps) {
  return (
    <div className="min-w-36 rounded-lg border bg-popover px-3 py-2 text-xs shadow-pop">
      <p className="mb-1 text-muted-foreground">{title}</p>
      {entries.map(({ dataKey, color, name, value }) => (
        <p key={String(dataKey)} className="flex items-center gap-2 py-px">
          <span className="h-0.5 w-2.5 rounded-full" style={{ background: color }} />
          <span className="flex-1 truncate">{String(name)}</span>
          <span className="font-medium tabular-nums">
            {value === undefined || value === null ? '–' : format(Number(value))}
          </span>
        </p>
      ))}
      {children}
    </div>
  );
}
