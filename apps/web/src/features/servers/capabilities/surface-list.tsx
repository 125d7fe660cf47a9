import { ChevronRightIcon } from 'lucide-react';
import { PeerJson } from '@/components/peer-json.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatCount } from '@/lib/format/format-count.ts';

/** What a server published: any shape at all, so every field is looked at before it is used. */
type PeerObject = Record<string, unknown>;

interface SurfaceListProps {
  title: string;
  entries: readonly PeerObject[];
  none: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectOf = (value: unknown): PeerObject =>
  typeof value === 'object' && value !== null ? (value as PeerObject) : {};

export function SurfaceList({ title, entries, none }: SurfaceListProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          {title} <span className="font-normal text-muted-foreground">{formatCount(entries.length)}</span>
        </CardTitle>
      </CardHeader>
      {entries.length === 0 ? <p className="px-4 py-3.5 text-[0.8125rem] text-muted-foreground">{none}</p> : null}
      <ul className="divide-y">
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a peer may publish the same name twice
          <SurfaceEntry key={index} entry={entry} />
        ))}
      </ul>
    </Card>
  );
}

function hintsOf(annotations: PeerObject): { label: string; tone: Tone }[] {
  const hints: { label: string; tone: Tone }[] = [];
  if (annotations.readOnlyHint === true) hints.push({ label: 'read-only', tone: 'good' });
  if (annotations.destructiveHint === true) hints.push({ label: 'destructive', tone: 'bad' });
  if (annotations.idempotentHint === true) hints.push({ label: 'idempotent', tone: 'quiet' });
  if (annotations.openWorldHint === true) hints.push({ label: 'open world', tone: 'caution' });
  return hints;
}

function SurfaceEntry({ entry }: { entry: PeerObject }) {
  const { name, uri, uriTemplate, title, description, inputSchema, outputSchema, annotations, ...rest } = entry;
  const address = textOf(uri) || textOf(uriTemplate);
  const documents = [
    { label: 'Input schema', value: inputSchema },
    { label: 'Output schema', value: outputSchema },
    { label: 'Everything else', value: Object.keys(rest).length > 0 ? rest : undefined },
  ].filter((document) => document.value !== undefined);
  return (
    <li>
      <details className="group">
        <summary className="flex items-start gap-2.5 px-4 py-2.5 outline-none select-none hover:bg-muted/50 focus-visible:ring-[3px] focus-visible:ring-ring/45 focus-visible:ring-inset [&::-webkit-details-marker]:hidden">
          <ChevronRightIcon
            aria-hidden
            className="mt-[3px] size-3.5 shrink-0 text-muted-foreground transition-transform group-open:rotate-90"
          />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <PeerText
                text={textOf(name) || address || '(no name)'}
                className="font-mono text-[0.8125rem] font-medium"
                limit={200}
              />
              {textOf(title) ? (
                <PeerText text={textOf(title)} className="text-xs text-muted-foreground" limit={200} />
              ) : null}
              {hintsOf(objectOf(annotations)).map((hint) => (
                <Badge key={hint.label} tone={hint.tone}>
                  {hint.label}
                </Badge>
              ))}
            </div>
            {address && textOf(name) ? (
              <PeerText text={address} className="block font-mono text-xs text-muted-foreground" limit={300} />
            ) : null}
            {textOf(description) ? (
              <p className="mt-0.5 line-clamp-2 text-xs leading-relaxed text-muted-foreground group-open:line-clamp-none group-open:whitespace-pre-wrap">
                <PeerText text={textOf(description)} limit={3000} />
              </p>
            ) : null}
          </div>
        </summary>
        <div className="flex flex-col gap-3 px-4 pb-4 pl-10">
          {documents.map((document) => (
            <div key={document.label}>
              <p className="eyebrow mb-1">{document.label}</p>
              <PeerJson value={document.value} label={`Copy the ${document.label.toLowerCase()}`} />
            </div>
          ))}
        </div>
      </details>
    </li>
  );
}
