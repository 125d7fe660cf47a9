import type { Frame } from './frame.ts';
import { defaultLimits } from './resolve-limits.ts';
import type { Transcript } from './transcript.ts';

export interface Clock {
  /** Monotonic milliseconds with a fraction, from any origin. */
  monotonicMs(): number;
  epochMs(): number;
}

export interface TranscriptOptions {
  /** Bytes kept over all frames; 0 keeps none and still tells the listeners. Default 64 MiB. */
  maxTranscriptBytes?: number;
  /** The share of it that standard error may take, so that a chatty server cannot push its answers out. Default a quarter. */
  maxStderrBytes?: number;
  clock?: Clock;
}

/** What a kept frame costs beside its bytes: the object, its strings, the parsed JSON of a small message. */
const frameOverheadBytes = 512;

const systemClock: Clock = { monotonicMs: () => performance.now(), epochMs: () => Date.now() };

/**
 * An in-memory transcript. A frame past the cap is counted in `dropped`, gets `seq` -1, is still returned and still
 * told to the listeners: a session goes on working when its transcript is full.
 */
export function createTranscript(options: TranscriptOptions = {}): Transcript {
  const maxBytes = options.maxTranscriptBytes ?? defaultLimits.maxTranscriptBytes;
  const maxStderrBytes = options.maxStderrBytes ?? Math.floor(maxBytes / 4);
  const clock = options.clock ?? systemClock;
  const origin = clock.monotonicMs();
  const frames: Frame[] = [];
  const dropped = { frames: 0, bytes: 0 };
  const listeners = new Set<(frame: Frame) => void>();
  let connections = 0;
  let keptBytes = 0;
  let stderrBytes = 0;

  function hasRoom(kind: Frame['kind'], bytes: number): boolean {
    if (keptBytes + bytes > maxBytes) return false;
    return kind !== 'stderr' || stderrBytes + bytes <= maxStderrBytes;
  }

  return {
    frames,
    dropped,
    startedAt: clock.epochMs(),
    now: () => Math.round((clock.monotonicMs() - origin) * 1e6),
    nextConnection: () => connections++,
    append(draft) {
      const bytes = draft.raw.byteLength + frameOverheadBytes;
      const kept = hasRoom(draft.kind, bytes);
      const frame: Frame = { seq: kept ? frames.length : -1, ...draft };
      if (kept) {
        keptBytes += bytes;
        if (draft.kind === 'stderr') stderrBytes += bytes;
        frames.push(frame);
      } else {
        dropped.frames++;
        dropped.bytes += draft.raw.byteLength;
      }
      for (const listener of listeners) listener(frame);
      return frame;
    },
    onFrame(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
