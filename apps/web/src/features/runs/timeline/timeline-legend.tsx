import type { Span, Timeline } from './build-timeline.ts';

const entries: readonly { label: string; className: string; isOf(span: Span): boolean }[] = [
  { label: 'request and answer', className: 'bg-primary', isOf: ({ kind }) => kind === 'call' },
  { label: 'asked by the server', className: 'bg-caution', isOf: ({ kind }) => kind === 'asked' },
  { label: 'notification', className: 'bg-notice', isOf: ({ kind }) => kind === 'notification' },
  { label: 'error', className: 'bg-bad', isOf: ({ bad, kind }) => bad || kind === 'stray' },
  { label: 'no answer', className: 'ring-[1.5px] ring-primary ring-inset', isOf: ({ open }) => open },
  { label: 'stderr', className: 'bg-odd', isOf: ({ kind }) => kind === 'stderr' },
  { label: 'process', className: 'bg-muted-foreground', isOf: ({ kind }) => kind === 'process' },
  { label: 'HTTP', className: 'bg-(--series-8) opacity-55', isOf: ({ kind }) => kind === 'http' },
];

/** The colours that occur. */
export function TimelineLegend({ timeline }: { timeline: Timeline }) {
  const occurring = entries.filter(({ isOf }) => timeline.lanes.some(({ spans }) => spans.some(isOf)));
  return (
    <ul aria-label="Colours" className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-2xs text-muted-foreground">
      {occurring.map(({ label, className }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden className={`h-2 w-3 rounded-[2px] ${className}`} />
          {label}
        </li>
      ))}
    </ul>
  );
}
