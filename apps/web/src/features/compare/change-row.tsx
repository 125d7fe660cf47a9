import type { RunChange } from '@mcp-lab/contracts';
import { ArrowRightIcon } from 'lucide-react';
import Link from 'next/link';
import { PeerText } from '@/components/peer-text.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { VerdictMark } from '@/components/verdict-mark.tsx';
import { verdictPresentation } from '@/components/verdict-presentation.ts';
import { transportNames } from '../servers/transport-names.ts';

interface ChangeRowProps {
  change: RunChange;
  baseId: string;
  headId: string;
}

export function ChangeRow({ change, baseId, headId }: ChangeRowProps) {
  const { base, head, why } = change;
  const said = head?.reason ?? base?.reason ?? '';
  return (
    <li className="row-lazy flex items-start gap-3 px-4 py-2.5" data-testid="change" data-check-id={change.checkId}>
      <span className="flex shrink-0 items-center gap-1.5 pt-px">
        <Side side={base} runId={baseId} name="base" />
        <ArrowRightIcon aria-hidden className="size-3.5 text-muted-foreground" />
        <Side side={head} runId={headId} name="head" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <span className="text-[0.8125rem] leading-5">{change.title}</span>
          <span className="font-mono text-2xs text-muted-foreground">{change.checkId}</span>
        </p>
        {(why ?? said) ? (
          <p className="mt-0.5 line-clamp-2 text-xs leading-relaxed text-muted-foreground">
            <PeerText text={(why ?? said).slice(0, 400)} limit={400} />
          </p>
        ) : null}
      </div>
      <span className="flex shrink-0 items-center gap-1.5 pt-px max-md:hidden">
        <Badge>{transportNames[change.transport]}</Badge>
        <Badge>{change.revision}</Badge>
      </span>
    </li>
  );
}

function Side({ side, runId, name }: { side: RunChange['base']; runId: string; name: 'base' | 'head' }) {
  if (side === null) {
    return (
      <span
        className="flex size-4.5 items-center justify-center text-xs text-muted-foreground"
        title={`not in ${name}`}
      >
        –<span className="sr-only">not in {name}</span>
      </span>
    );
  }
  const { label } = verdictPresentation[side.verdict];
  return (
    <Link
      href={`/runs/${runId}?result=${side.resultId}`}
      aria-label={`${label} in ${name}: open the result`}
      className="rounded-full outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45"
    >
      <VerdictMark verdict={side.verdict} />
    </Link>
  );
}
