import type { Frame, Transcript } from '@mcp-lab/wire';
import { type EncodedFrame, encodeFrame } from './encode-frame.ts';
import type { Result } from './result.ts';
import type { StoredTranscript } from './run-document.ts';

const maxStoredBytes = 8 * 1024 * 1024;
/** What a frame costs beside its bytes: the names and numbers around them. */
const frameOverheadBytes = 250;
/** Evidence from a connection that is not kept is shown up to here. */
const maxExcerptBytes = 16 * 1024;

/**
 * The transcript as it goes into the document, secrets out. Past the cap whole connections are left out, never single
 * frames: half a conversation, judged again, would look like a server that does not answer. Connections with evidence
 * come first; of one that is left out the evidence itself still stays.
 */
export function storeTranscript(
  transcript: Transcript,
  redact: (text: string) => string,
  results: readonly Result[],
  maxBytes = maxStoredBytes,
): StoredTranscript {
  const evidence = new Set(results.flatMap((result) => result.evidence));
  const kept = chooseConnections(transcript.frames, evidence, maxBytes);
  const frames: EncodedFrame[] = [];
  const incomplete = new Set<number>();
  const dropped = { ...transcript.dropped };
  for (const frame of transcript.frames) {
    if (kept.has(frame.connection)) {
      frames.push(encodeFrame(frame, redact));
      continue;
    }
    incomplete.add(frame.connection);
    if (evidence.has(frame.seq)) frames.push(encodeFrame(excerptOf(frame), redact));
    else {
      dropped.frames++;
      dropped.bytes += frame.raw.length;
    }
  }
  return { startedAt: transcript.startedAt, frames, dropped, incompleteConnections: [...incomplete] };
}

function chooseConnections(frames: readonly Frame[], evidence: ReadonlySet<number>, maxBytes: number): Set<number> {
  const sizes = new Map<number, number>();
  const shown = new Set<number>();
  for (const { connection, raw, seq } of frames) {
    sizes.set(connection, (sizes.get(connection) ?? 0) + raw.length + frameOverheadBytes);
    if (evidence.has(seq)) shown.add(connection);
  }
  const kept = new Set<number>();
  let budget = maxBytes;
  const order = [...sizes].sort(([left], [right]) => Number(shown.has(right)) - Number(shown.has(left)));
  for (const [connection, size] of order) {
    if (size > budget) continue;
    kept.add(connection);
    budget -= size;
  }
  return kept;
}

function excerptOf(frame: Frame): Frame {
  const cut = frame.raw.length - maxExcerptBytes;
  if (cut <= 0) return frame;
  return { ...frame, raw: frame.raw.subarray(0, maxExcerptBytes), droppedBytes: frame.droppedBytes + cut };
}
