import { setTimeout as pause } from 'node:timers/promises';
import type { LabContext } from '../context.ts';

/** A wake-up may get lost: then this is how long it takes. */
const lookAgainMs = 200;

/** Resolves when another process may have something new. */
export async function nextNews({ wakeUps }: Pick<LabContext, 'wakeUps'>): Promise<void> {
  const woken = new AbortController();
  const stopListening = wakeUps.onWake(() => woken.abort());
  await pause(lookAgainMs, undefined, { signal: woken.signal }).catch(() => undefined);
  stopListening();
}
