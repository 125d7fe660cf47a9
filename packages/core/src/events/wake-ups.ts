/**
 * Tells other processes that there is something new: events to tail, jobs to claim, a server whose wish changed.
 * Never carries data and may be lost or doubled: whoever listens also looks by itself from time to time.
 */
export interface WakeUps {
  /** Returns at once; several calls in a row become one signal. Never throws. */
  notify(): void;
  /** The listener must not throw. Returns the unsubscribe function. */
  onWake(listener: () => void): () => void;
  close(): Promise<void>;
}
