import type { ListenStream, Reply } from './connection.ts';
import type { Frame } from './frame.ts';
import { isJsonObject, type JsonValue } from './json.ts';

export interface ListenStreamOptions {
  id: JsonValue;
  /** Whether other frames share the stream (stdio), so that only tagged ones belong here. */
  isShared: boolean;
  /** How long the acknowledgement may take. */
  timeoutMs: number;
  signal?: AbortSignal;
  send(onRelated: (frame: Frame) => void, signal: AbortSignal): Promise<Reply>;
  /** Stdio: tells the server that the subscription is over. */
  cancel(id: JsonValue): Promise<Reply>;
}

const subscriptionKey = 'io.modelcontextprotocol/subscriptionId';

/**
 * Sends a `subscriptions/listen` and resolves with its stream once the first frame of it, or its refusal, has come, or
 * the time is over. A refused one is not open, and its frames hold the refusal.
 */
export async function openListenStream(options: ListenStreamOptions): Promise<ListenStream> {
  const { id, isShared, timeoutMs, signal, cancel } = options;
  const frames: Frame[] = [];
  const abort = new AbortController();
  const first = Promise.withResolvers<void>();
  let open = true;
  const ended = options
    .send(
      (frame) => {
        if (isShared && !isTaggedWith(frame, id)) return;
        frames.push(frame);
        first.resolve();
      },
      signal === undefined ? abort.signal : AbortSignal.any([abort.signal, signal]),
    )
    .then((reply) => {
      open = false;
      if (reply.frame !== undefined) frames.push(reply.frame);
      first.resolve();
    });
  const timer = setTimeout(first.resolve, timeoutMs);
  await first.promise;
  clearTimeout(timer);

  return {
    id,
    frames,
    get open() {
      return open;
    },
    async close() {
      if (!open) return;
      open = false;
      if (isShared) await cancel(id);
      abort.abort();
      await ended;
    },
  };
}

function isTaggedWith(frame: Frame, id: JsonValue): boolean {
  if (!isJsonObject(frame.json) || !isJsonObject(frame.json.params)) return false;
  const { _meta: meta } = frame.json.params;
  return isJsonObject(meta) && meta[subscriptionKey] === id;
}
