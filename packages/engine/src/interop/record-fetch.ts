import { defaultLimits, type Frame, parseJson, type Transcript } from '@mcp-lab/wire';
import type { FetchLike } from '@modelcontextprotocol/client';

/** The fetch the official client is given: every exchange becomes frames, and no body grows without end. */
export function createRecordingFetch(transcript: Transcript, connection: number): FetchLike {
  let exchanges = 0;
  return async (url, init) => {
    const method = init?.method ?? 'GET';
    const stream = `${method.toLowerCase()}-${++exchanges}`;
    const append = (frame: Pick<Frame, 'kind' | 'direction'> & Partial<Frame>) => {
      const now = transcript.now();
      transcript.append({
        connection,
        stream,
        firstByteNs: now,
        lastByteNs: now,
        raw: new Uint8Array(),
        droppedBytes: 0,
        ...frame,
      });
    };
    const message = (direction: 'sent' | 'received', raw: Buffer) => {
      const parsed = parseJson(raw, defaultLimits.maxDepth);
      // The client would hang on it, or overflow its stack.
      if (!parsed.ok && parsed.reason.startsWith('nested deeper')) throw new Error(`the answer is ${parsed.reason}`);
      append({
        kind: 'message',
        direction,
        raw,
        ...(parsed.ok ? { json: parsed.value } : { parseError: parsed.reason }),
      });
    };
    const request = { method, url: String(url), headers: [...new Headers(init?.headers)] };
    append({ kind: 'http-request', direction: 'sent', http: request });
    if (typeof init?.body === 'string') message('sent', Buffer.from(init.body));
    const response = await fetch(url, init);
    const { status, headers } = response;
    append({ kind: 'http-response', direction: 'received', http: { status, headers: [...headers] } });
    if (response.body === null) return response;
    const isEvents = (headers.get('content-type') ?? '').startsWith('text/event-stream');
    const watched = response.body.pipeThrough(watchBody(isEvents, (raw) => message('received', raw)));
    const seen = new Response(watched, { status, statusText: response.statusText, headers });
    // A Response that was made has no address, and the client compares addresses after redirects.
    Object.defineProperty(seen, 'url', { value: response.url });
    Object.defineProperty(seen, 'redirected', { value: response.redirected });
    return seen;
  };
}

/** Passes bytes on and tells each event's data, or the whole of another body. Errors past the caps, so the client ends. */
function watchBody(isEvents: boolean, onMessage: (raw: Buffer) => void): TransformStream<Uint8Array, Uint8Array> {
  let total = 0;
  let pending = Buffer.alloc(0);
  return new TransformStream({
    transform(chunk, controller) {
      total += chunk.byteLength;
      pending = Buffer.concat([pending, chunk]);
      const isTooMuch = total > defaultLimits.maxBodyBytes || pending.length > defaultLimits.maxFrameBytes;
      if (isTooMuch) throw new Error('the answer is larger than is read here');
      if (!isEvents) return;
      pending = takeEvents(pending, onMessage);
      controller.enqueue(chunk);
    },
    flush(controller) {
      if (isEvents || pending.length === 0) return;
      onMessage(pending);
      controller.enqueue(pending);
    },
  });
}

/** The rest after the last whole event. */
function takeEvents(buffer: Buffer, onMessage: (raw: Buffer) => void): Buffer<ArrayBuffer> {
  const text = buffer.toString('latin1');
  const end = Math.max(text.lastIndexOf('\n\n'), text.lastIndexOf('\r\n\r\n'));
  if (end < 0) return Buffer.from(buffer);
  for (const event of text.slice(0, end).split(/\r?\n\r?\n/)) {
    const data = event.split(/\r?\n/).flatMap((line) => /^data: ?(.*)$/s.exec(line)?.[1] ?? []);
    if (data.length > 0 && data.some((line) => line !== '')) onMessage(Buffer.from(data.join('\n'), 'latin1'));
  }
  return Buffer.from(text.slice(end).replace(/^[\r\n]+/, ''), 'latin1');
}
