import type { EncodedFrame } from '../run/encode-frame.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';

/** Gives the frames that show a result, in the order they came. */
export function indexEvidence({ transcript }: Pick<RunDocument, 'transcript'>): (result: Result) => EncodedFrame[] {
  const bySeq = new Map(transcript.frames.map((frame) => [frame.seq, frame]));
  return (result) => result.evidence.flatMap((seq) => bySeq.get(seq) ?? []);
}
