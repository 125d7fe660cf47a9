import { CopyButton } from './copy-button.tsx';
import { PeerText } from './peer-text.tsx';

/** A value of a peer as indented JSON. */
export function PeerJson({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative">
      <pre className="max-h-96 overflow-auto rounded-md bg-muted/60 p-3 pr-10 font-mono text-xs leading-5 whitespace-pre-wrap ring-1 ring-border/70 ring-inset">
        <PeerText text={text} />
      </pre>
      <CopyButton text={text} label={label} className="absolute top-1.5 right-1.5" />
    </div>
  );
}
