import fc from 'fast-check';

/** What a try came to: the signatures of what it broke; `skip` where the value could not be tried. */
export type TryOut<T> = (value: T) => Promise<readonly string[] | 'skip'>;

export interface Counterexample<T> {
  value: T;
  signature: string;
  seed: number;
  path: string | null;
  shrinks: number;
}

export interface ExploreOptions<T> {
  arbitrary: fc.Arbitrary<T>;
  runs: number;
  /** For each part of the exploration; a finding ends a part. */
  seedOf(part: number): number;
  tryOut: TryOut<T>;
  /** Found already: not looked for again. */
  isKnown(signature: string): boolean;
  onFound(found: Counterexample<T>): Promise<void>;
  mayGoOn(): boolean;
  maxShrinkTries: number;
  maxShrinkMs: number;
}

const maxParts = 20;
const maxSkips = 60;

/**
 * Runs a property over many values. A value that breaks something new is shrunk, only to what breaks the same, then the
 * rest of the runs goes on from another seed. Returns how many values were tried, and whether too many did not fit.
 */
export async function explore<T>(options: ExploreOptions<T>): Promise<{ tried: number; isStarved: boolean }> {
  let tried = 0;
  for (let part = 0; part < maxParts && tried < options.runs && options.mayGoOn(); part++) {
    const outcome = await explorePart(options, options.seedOf(part), options.runs - tried);
    tried += outcome.tried;
    if (outcome.isStarved) return { tried, isStarved: true };
    if (outcome.found === undefined) break;
    await options.onFound(outcome.found);
  }
  return { tried, isStarved: false };
}

async function explorePart<T>(
  { arbitrary, tryOut, isKnown, mayGoOn, maxShrinkTries, maxShrinkMs }: ExploreOptions<T>,
  seed: number,
  runs: number,
): Promise<{ tried: number; isStarved: boolean; found: Counterexample<T> | undefined }> {
  let signature: string | undefined;
  let smallest: { value: T } | undefined;
  let shrinkTries = 0;
  let shrinks = -1;
  let shrinkUntilMs = Number.POSITIVE_INFINITY;
  let tried = 0;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    if (!mayGoOn()) return;
    if (signature !== undefined) {
      shrinkTries++;
      // Past the bounds everything passes, which ends the shrinking where it stands.
      if (shrinkTries > maxShrinkTries || performance.now() > shrinkUntilMs) return;
    }
    const broken = await tryOut(value);
    // Also a shrunk value is asked whether it is still what it is meant to be.
    if (broken === 'skip') return fc.pre(false);
    if (signature === undefined) tried++;
    const found = broken.find((one) => (signature === undefined ? !isKnown(one) : one === signature));
    if (found === undefined) return;
    if (signature === undefined) shrinkUntilMs = performance.now() + maxShrinkMs;
    signature = found;
    smallest = { value };
    shrinks++;
    throw new Error(found);
  });
  const details = await fc.check(property, { seed, numRuns: runs, maxSkipsPerRun: maxSkips });
  if (signature === undefined || smallest === undefined) return { tried, isStarved: details.failed, found: undefined };
  const found = { value: smallest.value, signature, seed, path: details.counterexamplePath, shrinks };
  return { tried, isStarved: false, found };
}
