import type { DriftChange } from '@mcp-lab/contracts';
import { PeerText } from '@/components/peer-text.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { driftClassNames } from './drift-class-names.ts';

export function DriftChangeRow({ change }: { change: DriftChange }) {
  const { part, name, path, classes, reason, words } = change;
  return (
    <li className="px-4 py-3" data-testid="drift-change" data-class={classes[0]}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {driftClassNames
          .filter(({ id }) => classes.includes(id))
          .map(({ id, label, tone }) => (
            <Badge key={id} tone={tone}>
              {label}
            </Badge>
          ))}
        <span className="text-xs text-muted-foreground">{part.replace('-', ' ')}</span>
        {name === null ? null : <PeerText text={name} className="font-mono text-[0.8125rem] font-medium" limit={200} />}
        {path === '' ? null : <PeerText text={path} className="font-mono text-xs text-muted-foreground" limit={300} />}
      </p>
      <p className="mt-1 text-[0.8125rem] leading-relaxed">
        <PeerText text={reason} limit={1_000} />
      </p>
      {words === undefined ? <Sides change={change} /> : <Words words={words} />}
    </li>
  );
}

/** The text with what went struck out and what came marked. */
function Words({ words }: { words: NonNullable<DriftChange['words']> }) {
  return (
    <p className="mt-2 max-h-60 overflow-auto rounded-md bg-muted/60 p-3 text-xs leading-5 whitespace-pre-wrap ring-1 ring-border/70 ring-inset">
      {words.map(({ kind, text }, index) => {
        const shown = <PeerText text={text} limit={2_000} />;
        // biome-ignore-start lint/suspicious/noArrayIndexKey: a piece is its place
        if (kind === 'removed') {
          return (
            <del key={index} className="rounded-[3px] bg-bad/12 text-bad">
              {shown}
            </del>
          );
        }
        if (kind === 'added') {
          return (
            <ins key={index} className="rounded-[3px] bg-good/14 text-good no-underline">
              {shown}
            </ins>
          );
        }
        return <span key={index}>{shown}</span>;
        // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
      })}
    </p>
  );
}

function Sides({ change: { before, after } }: { change: DriftChange }) {
  const sides = [
    { label: 'Before', text: before },
    { label: 'Now', text: after },
  ].filter((side): side is { label: string; text: string } => side.text !== null);
  if (sides.length === 0) return null;
  return (
    <details className="group mt-1.5">
      <summary className="w-fit rounded-sm text-xs font-medium text-primary underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/45">
        {sides.map(({ label }) => label.toLowerCase()).join(' and ')}
      </summary>
      <div className="mt-2 grid gap-3 md:grid-cols-2">
        {sides.map(({ label, text }) => (
          <div key={label} className="min-w-0">
            <p className="eyebrow mb-1">{label}</p>
            <pre className="max-h-60 overflow-auto rounded-md bg-muted/60 p-3 font-mono text-xs leading-5 whitespace-pre-wrap ring-1 ring-border/70 ring-inset">
              <PeerText text={text} limit={4_000} />
            </pre>
          </div>
        ))}
      </div>
    </details>
  );
}
