import type { ProcessUsage } from '@mcp-lab/wire';
import type { TortureScene } from './torture.ts';

const lookMs = 500;
/** So much less at once: it was tidied. */
const tidiedShare = 0.04;
const settledMs = 1_500;

/**
 * The memory of a server that is left alone until its heap was tidied: what it holds without its garbage, which for a
 * runtime with garbage collection is several times as much. V8 does so after some 15 s of rest; a server that tidies
 * nothing is waited for in vain.
 */
export async function memoryAtRest(
  { now, signal, inputs }: Pick<TortureScene, 'now' | 'signal' | 'inputs'>,
  read: () => ProcessUsage | null,
): Promise<number> {
  const longestMs = inputs.process.restSeconds * 1_000;
  const startedMs = now();
  let most = 0;
  let least = Number.POSITIVE_INFINITY;
  let leastMs = startedMs;
  while (now() - startedMs < longestMs && !signal.aborted) {
    const bytes = read()?.rssBytes ?? 0;
    most = Math.max(most, bytes);
    if (bytes < least) {
      least = bytes;
      leastMs = now();
    }
    if (least < most * (1 - tidiedShare) && now() - leastMs > settledMs) break;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return read()?.rssBytes ?? least;
}
