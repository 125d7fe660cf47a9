export interface LegendEntry {
  name: string;
  /** CSS colour. */
  color: string;
  /** How it is drawn; default a line. */
  mark?: 'line' | 'dot' | 'area';
  /** Its newest value. */
  value?: string;
}

const marks = { line: 'h-[3px] w-3 rounded-full', dot: 'size-2 rounded-full', area: 'size-2.5 rounded-sm' } as const;

/** In the header of a chart. */
export function ChartLegend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-xs text-muted-foreground">
      {entries.map(({ name, color, mark = 'line', value }) => (
        <li key={name} className="flex items-center gap-1.5 whitespace-nowrap">
          <span className={marks[mark]} style={{ background: color }} />
          {name}
          {value === undefined ? null : <span className="font-medium text-foreground tabular-nums">{value}</span>}
        </li>
      ))}
    </ul>
  );
}
