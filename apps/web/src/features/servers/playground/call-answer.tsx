import type { CallOutcome, ServerCallAnswer } from '@mcp-lab/contracts';
import { TerminalIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { PeerJson } from '@/components/peer-json.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { FrameTimeline } from '../../runs/frames/frame-timeline.tsx';
import { transportNames } from '../transport-names.ts';
import type { Caller } from './use-call-server.ts';

const outcomes: Record<CallOutcome, { label: string; tone: Tone }> = {
  ok: { label: 'OK', tone: 'good' },
  tool_error: { label: 'Tool error', tone: 'caution' },
  protocol_error: { label: 'Protocol error', tone: 'bad' },
  timeout: { label: 'No answer in time', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
  transport_error: { label: 'Transport error', tone: 'bad' },
  crash: { label: 'The server crashed', tone: 'bad' },
};

export function CallAnswer({ caller }: { caller: Caller }) {
  if (caller.isPending) {
    return (
      <Card role="status" className="gap-3 p-4">
        <span className="sr-only">Waiting for the answer</span>
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-40" />
      </Card>
    );
  }
  if (caller.data === undefined) {
    return (
      <Card>
        <EmptyState icon={TerminalIcon} title="The answer appears here">
          With the result as the server gave it and every frame that went over the wire.
        </EmptyState>
      </Card>
    );
  }
  return <Answer answer={caller.data} />;
}

function Answer({ answer }: { answer: ServerCallAnswer }) {
  const { outcome, reason, result, error, frames } = answer;
  const { label, tone } = outcomes[outcome];
  const texts = textsOf(result);
  return (
    <Card data-testid="call-answer" data-outcome={outcome}>
      <CardHeader>
        <CardTitle className="flex items-center gap-2">
          <Badge tone={tone}>{label}</Badge>
          {answer.latencyMs === null ? null : (
            <span className="text-xs font-normal text-muted-foreground">{formatDuration(answer.latencyMs)}</span>
          )}
        </CardTitle>
        <span className="flex gap-1.5">
          {answer.transport === null ? null : <Badge>{transportNames[answer.transport]}</Badge>}
          {answer.revision === null ? null : <Badge>{answer.revision}</Badge>}
        </span>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        {reason === null ? null : (
          <p className="text-[0.8125rem] leading-relaxed whitespace-pre-wrap">
            <PeerText text={reason} limit={2_000} />
          </p>
        )}
        {texts.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have an order and no other identity
          <p key={index} className="max-h-72 overflow-auto text-[0.8125rem] leading-relaxed whitespace-pre-wrap">
            <PeerText text={text} limit={4_000} />
          </p>
        ))}
        {result === null || result === undefined ? null : (
          <div>
            <p className="eyebrow mb-1">Result</p>
            <PeerJson value={result} label="Copy the result" />
          </div>
        )}
        {error === null ? null : (
          <div>
            <p className="eyebrow mb-1">Error</p>
            <PeerJson value={error} label="Copy the error" />
          </div>
        )}
      </CardBody>
      <FrameTimeline frames={frames} evidence={frames.map(({ seq }) => seq)} />
      {answer.droppedFrames > 0 ? (
        <p className="border-t px-5 py-2 text-xs text-muted-foreground">
          {countOf(answer.droppedFrames, 'further frame')} not kept: the answer was too long.
        </p>
      ) : null}
    </Card>
  );
}

/** What a person reads of a result: its text blocks. */
function textsOf(result: unknown): string[] {
  const content = typeof result === 'object' && result !== null && 'content' in result ? result.content : null;
  if (!Array.isArray(content)) return [];
  return content.flatMap((block: unknown) => {
    const text = typeof block === 'object' && block !== null && 'text' in block ? block.text : null;
    return typeof text === 'string' ? [text] : [];
  });
}
