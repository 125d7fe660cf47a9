import type { Attempt } from './attempt-writes.ts';

export interface Ladder {
  /** Numbers of parallel calls, rising. */
  steps: readonly number[];
  /** How often a number is tried when the smallest is sought: what depends on chance does not show every time. */
  tries: number;
  attempt(n: number): Promise<Attempt>;
  /** Ends the search early. */
  shouldStop(): boolean;
}

export interface Smallest {
  n: number;
  /** Of the tries with this number, those that showed it. */
  shown: Attempt[];
  tries: number;
}

/** All attempts so far, by their number. */
export type Attempts = Map<number, Attempt[]>;

/** Goes up the ladder until `shows` says so of an attempt; each number once. False where none did. */
export async function climb(
  ladder: Ladder,
  attempts: Attempts,
  shows: (attempt: Attempt) => boolean,
): Promise<boolean> {
  for (const n of ladder.steps) {
    if (ladder.shouldStop()) return false;
    if ((attempts.get(n) ?? []).some(shows)) return true;
    if (attempts.has(n)) continue;
    if (shows(await tryOnce(ladder, attempts, n))) return true;
  }
  return false;
}

/**
 * The smallest number that shows it: halves the range below the smallest that did, each number tried several times. What
 * a smaller number did not show in all its tries it may still show another time.
 */
export async function findSmallest(
  ladder: Ladder,
  attempts: Attempts,
  shows: (attempt: Attempt) => boolean,
): Promise<Smallest | undefined> {
  if (!(await climb(ladder, attempts, shows))) return undefined;
  let high = Math.min(...[...attempts].filter(([, made]) => made.some(shows)).map(([n]) => n));
  let low = 1;
  while (high - low > 1 && !ladder.shouldStop()) {
    const middle = Math.floor((low + high) / 2);
    if (await showsWithin(ladder, attempts, middle, shows)) high = middle;
    else low = middle;
  }
  while ((attempts.get(high)?.length ?? 0) < ladder.tries && !ladder.shouldStop())
    await tryOnce(ladder, attempts, high);
  const made = attempts.get(high) ?? [];
  return { n: high, shown: made.filter(shows), tries: made.length };
}

async function showsWithin(
  ladder: Ladder,
  attempts: Attempts,
  n: number,
  shows: (attempt: Attempt) => boolean,
): Promise<boolean> {
  if (attempts.get(n)?.some(shows)) return true;
  while ((attempts.get(n)?.length ?? 0) < ladder.tries && !ladder.shouldStop()) {
    if (shows(await tryOnce(ladder, attempts, n))) return true;
  }
  return false;
}

async function tryOnce(ladder: Ladder, attempts: Attempts, n: number): Promise<Attempt> {
  const attempt = await ladder.attempt(n);
  attempts.set(n, [...(attempts.get(n) ?? []), attempt]);
  return attempt;
}
