import type { Frame, Reply, Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

/** A GET stream that is open, or what came instead. */
export interface StandaloneStream {
  reply: Reply;
  isOpen: boolean;
  /** What came on it so far. */
  messages(): Frame[];
  close(): void;
}

/** Opens the stream on which a server sends what belongs to no request. Ends with the check at the latest. */
export async function openStandaloneStream(
  context: CheckContext,
  session: Session,
  headers: Record<string, string | null> = {},
): Promise<StandaloneStream> {
  const closing = new AbortController();
  const reply = await session.fetch({
    method: 'GET',
    headers,
    signal: AbortSignal.any([closing.signal, context.signal]),
  });
  const [head] = reply.sent;
  return {
    reply,
    isOpen: reply.outcome === 'accepted' && reply.contentType === 'text/event-stream',
    messages: () =>
      context.transcript.frames.filter(
        (frame) =>
          frame.connection === session.connection &&
          frame.stream === head?.stream &&
          frame.kind === 'message' &&
          frame.direction === 'received',
      ),
    close: () => closing.abort(),
  };
}

/** As the end of a sentence: `the GET stream got …`. */
export function describeHead({ status, contentType, failure, outcome }: Reply): string {
  if (status === undefined) return failure ?? `no answer (${outcome})`;
  return `HTTP ${status}${contentType === undefined ? '' : ` as ${contentType}`}`;
}
