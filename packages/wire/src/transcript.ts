import type { Frame } from './frame.ts';

/** Every frame of one piece of work, in order of arrival, over all its connections. */
export interface Transcript {
  readonly frames: readonly Frame[];
  /** Frames and bytes that the cap kept out. */
  readonly dropped: { frames: number; bytes: number };
  /** Epoch milliseconds at which `firstByteNs` 0 stands. */
  readonly startedAt: number;
  /** Monotonic nanoseconds since the transcript began. */
  now(): number;
  nextConnection(): number;
  append(frame: Omit<Frame, 'seq'>): Frame;
  /** Called for each appended frame; returns the unsubscribe function. */
  onFrame(listener: (frame: Frame) => void): () => void;
}
