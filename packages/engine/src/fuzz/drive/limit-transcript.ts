import type { Transcript } from '@mcp-lab/wire';

/**
 * The same transcript with room for so many bytes more, over all who are given it. What is past that is counted as
 * dropped, as the transcript itself does it: thousands of calls that proved nothing must not push out the proofs.
 */
export function createTranscriptLimit(maxBytes: number): (transcript: Transcript) => Transcript {
  let left = maxBytes;
  return (transcript) => ({
    get frames() {
      return transcript.frames;
    },
    get dropped() {
      return transcript.dropped;
    },
    startedAt: transcript.startedAt,
    now: () => transcript.now(),
    nextConnection: () => transcript.nextConnection(),
    onFrame: (listener) => transcript.onFrame(listener),
    append(draft) {
      if (draft.raw.byteLength <= left) {
        left -= draft.raw.byteLength;
        return transcript.append(draft);
      }
      transcript.dropped.frames++;
      transcript.dropped.bytes += draft.raw.byteLength;
      return { seq: -1, ...draft };
    },
  });
}
