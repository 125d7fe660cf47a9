import { type Frame, isJsonObject, type JsonObject, type JsonValue, type Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { subscriptionTag } from '../jsonrpc/subscription-tag.ts';
import { acknowledgedMethod } from './declared-changes.ts';

const acknowledgeMs = 3_000;

/** A `subscriptions/listen` and what has come of it. */
export interface Subscription {
  id: JsonValue;
  /** What was sent. */
  sent: Frame[];
  /** Its own frames so far: the whole stream over HTTP, those that carry its id on stdio. */
  readonly frames: readonly Frame[];
  readonly open: boolean;
  /** Whether a frame came on it. */
  owns(frame: Frame): boolean;
  /** The acknowledgement, also one whose id has another type. */
  acknowledgement: Frame | undefined;
  /** Completes `subscriptions/listen got …`. */
  text: string;
  close(): Promise<void>;
}

/** Opens a subscription and waits for its acknowledgement, its refusal, or three seconds. */
export async function openSubscription(
  context: CheckContext,
  session: Session,
  filter: JsonObject,
  id?: JsonValue,
): Promise<Subscription> {
  const mark = context.transcript.frames.length;
  const stream = await session.listen(filter, { timeoutMs: acknowledgeMs, ...(id === undefined ? {} : { id }) });
  const own = context.transcript.frames.slice(mark).filter(({ connection }) => connection === session.connection);
  const isShared = session.transport === 'stdio';
  const acknowledgement =
    stream.frames.find(isAcknowledgement) ??
    own.find((frame) => isShared && isAcknowledgement(frame) && isMeantFor(frame, stream.id));
  const [first] = stream.frames;
  const shown = acknowledgement ?? first;
  const sent = own.filter(
    (frame) => frame.direction === 'sent' && isJsonObject(frame.json) && frame.json.id === stream.id,
  );
  return {
    id: stream.id,
    sent,
    owns: (frame) =>
      frame.connection === session.connection &&
      (isShared ? tagOf(frame) === stream.id : sent.some((request) => request.stream === frame.stream)),
    get frames() {
      return stream.frames;
    },
    get open() {
      return stream.open;
    },
    acknowledgement,
    text: shown === undefined ? `no acknowledgement within ${acknowledgeMs} ms` : quoteFrame(shown),
    close: () => stream.close(),
  };
}

export function isAcknowledgement({ json, direction }: Frame): boolean {
  return direction === 'received' && isJsonObject(json) && json.method === acknowledgedMethod;
}

/** The id on a notification of a subscription. */
export function tagOf({ json }: Frame): JsonValue | undefined {
  return subscriptionTag(isJsonObject(json) ? json.params : undefined);
}

function isMeantFor(frame: Frame, id: JsonValue): boolean {
  const tag = tagOf(frame);
  return tag === undefined || String(tag) === String(id);
}
