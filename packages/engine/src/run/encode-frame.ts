import type { Frame, HttpHead, JsonValue } from '@mcp-lab/wire';

/** A frame as JSON: `text` is its bytes, as base64 where they are not UTF-8. */
export interface EncodedFrame {
  seq: number;
  kind: Frame['kind'];
  direction: Frame['direction'];
  connection: number;
  stream: string | null;
  firstByteNs: number;
  lastByteNs: number;
  text: string;
  encoding: 'utf8' | 'base64';
  droppedBytes: number;
  terminated?: boolean;
  parseError?: string;
  sse?: Frame['sse'];
  http?: HttpHead;
  note?: string;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `redact` sees every piece of text the frame holds. Bytes that are not UTF-8 stay as they are. */
export function encodeFrame(frame: Frame, redact: (text: string) => string): EncodedFrame {
  const encoded: EncodedFrame = {
    seq: frame.seq,
    kind: frame.kind,
    direction: frame.direction,
    connection: frame.connection,
    stream: frame.stream,
    firstByteNs: frame.firstByteNs,
    lastByteNs: frame.lastByteNs,
    ...encodeBytes(frame.raw, redact),
    droppedBytes: frame.droppedBytes,
  };
  if (frame.terminated !== undefined) encoded.terminated = frame.terminated;
  if (frame.parseError !== undefined) encoded.parseError = frame.parseError;
  if (frame.sse !== undefined) encoded.sse = frame.sse;
  if (frame.note !== undefined) encoded.note = redact(frame.note);
  if (frame.http !== undefined) {
    const { url, headers } = frame.http;
    encoded.http = { ...frame.http, headers: headers.map(([name, value]) => [name, redact(value)]) };
    if (url !== undefined) encoded.http.url = redact(url);
  }
  return encoded;
}

export function decodeFrame(encoded: EncodedFrame): Frame {
  const { text, encoding, ...rest } = encoded;
  const frame: Frame = { ...rest, raw: Buffer.from(text, encoding) };
  if (frame.kind !== 'message' || frame.parseError !== undefined) return frame;
  try {
    frame.json = JSON.parse(text) as JsonValue;
  } catch (error) {
    frame.parseError = error instanceof Error ? error.message : String(error);
  }
  return frame;
}

function encodeBytes(raw: Uint8Array, redact: (text: string) => string): Pick<EncodedFrame, 'text' | 'encoding'> {
  try {
    return { text: redact(strictUtf8.decode(raw)), encoding: 'utf8' };
  } catch {
    // Not UTF-8: that very fact can be the finding, so the bytes are kept exactly.
    return { text: Buffer.from(raw).toString('base64'), encoding: 'base64' };
  }
}
