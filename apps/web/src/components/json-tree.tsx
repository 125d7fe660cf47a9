'use client';
import { ChevronRightIcon } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '@/lib/format/format-count.ts';
import { PeerText } from './peer-text.tsx';

/** Children drawn before "Show more", and how deep branches are open at first. */
const pageSize = 100;
const openDepth = 2;

/** A decoded JSON value of a peer as a tree that opens branch by branch. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className="font-mono text-xs leading-5">
      <Node name={null} value={value} depth={0} />
    </div>
  );
}

interface NodeProps {
  /** Key or index; null at the root. */
  name: string | null;
  value: unknown;
  depth: number;
}

function Node({ name, value, depth }: NodeProps) {
  const [open, setOpen] = useState(depth < openDepth);
  const [shown, setShown] = useState(pageSize);
  const key = name === null ? null : <Key name={name} />;
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="pl-4">
        {key}
        <Leaf value={value} />
      </div>
    );
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const size = `${isList ? '[' : '{'}${formatCount(entries.length)}${isList ? ']' : '}'}`;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start rounded-sm text-left outline-none hover:bg-muted/60 focus-visible:ring-[3px] focus-visible:ring-ring/45"
      >
        <ChevronRightIcon
          aria-hidden
          className={`mt-1 mr-1 size-3 shrink-0 text-muted-foreground transition-transform ${open ? 'rotate-90' : ''}`}
        />
        <span className="min-w-0">
          {key}
          <span className="text-muted-foreground">{size}</span>
        </span>
      </button>
      {open ? (
        <div className="ml-[5px] border-l pl-2">
          {entries.slice(0, shown).map(([child, inner]) => (
            <Node key={child} name={child} value={inner} depth={depth + 1} />
          ))}
          {entries.length > shown ? (
            <button
              type="button"
              className="ml-4 font-sans text-xs font-medium text-primary underline-offset-4 hover:underline"
              onClick={() => setShown(shown + pageSize)}
            >
              … {formatCount(entries.length - shown)} more
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Key({ name }: { name: string }) {
  return (
    <span className="text-muted-foreground">
      <PeerText text={name} limit={200} />
      {': '}
    </span>
  );
}

function Leaf({ value }: { value: unknown }) {
  if (typeof value === 'string') {
    return (
      <span className="text-good">
        <PeerText text={JSON.stringify(value)} limit={2_000} />
      </span>
    );
  }
  return <span className={typeof value === 'number' ? 'text-notice' : 'text-odd'}>{String(value)}</span>;
}
