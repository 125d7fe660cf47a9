const entries = [
  { label: 'request and answer', className: 'bg-primary' },
  { label: 'asked by the server', className: 'bg-caution' },
  { label: 'notification', className: 'bg-notice' },
  { label: 'error', className: 'bg-bad' },
  { label: 'no answer', className: 'ring-[1.5px] ring-primary ring-inset' },
  { label: 'stderr', className: 'bg-odd' },
  { label: 'HTTP', className: 'bg-(--series-8) opacity-55' },
] as const;

export function TimelineLegend() {
  return (
    <ul aria-label="Colours" className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-2xs text-muted-foreground">
      {entries.map(({ label, className }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden className={`h-2 w-3 rounded-[2px] ${className}`} />
          {label}
        </li>
      ))}
    </ul>
  );
}
