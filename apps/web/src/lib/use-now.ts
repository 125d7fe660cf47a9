'use client';
import { useSyncExternalStore } from 'react';

/** One clock for the page, so that a hundred rows do not start a hundred timers. */
const tickMs = 1_000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of listeners) notify();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, epoch milliseconds, renewed every `everyMs` (in whole seconds). */
export function useNow(everyMs = 5_000): number {
  // Rounded up, so that only components whose step has passed are drawn again and nothing lies in the future.
  const snapshot = () => Math.ceil(now / everyMs) * everyMs;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
