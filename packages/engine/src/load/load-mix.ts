import type { JsonObject } from '@mcp-lab/wire';

/** One kind of call, ready to be made. */
export interface MixedCall {
  /** `$n` and `$vu` in it are filled in. */
  name: string;
  method: string;
  params: JsonObject;
  /** HTTP headers beside the usual ones. */
  headers: Record<string, string>;
  weight: number;
}

export interface LoadMix {
  calls: MixedCall[];
  /** Whether the user gave it, or what it was made from. */
  origin: 'profile' | 'surface' | 'harmless';
  /** What a reader has to know of it. */
  notes: string[];
}

/** Draws calls by their weights: the same numbers give the same calls. */
export function createPicker(calls: readonly MixedCall[], random: () => number): () => MixedCall {
  const [first] = calls;
  if (first === undefined) throw new RangeError('a mix has at least one call');
  if (calls.length === 1) return () => first;
  let sum = 0;
  const bounds = calls.map(({ weight }) => {
    sum += weight;
    return sum;
  });
  return () => {
    const drawn = random() * sum;
    let low = 0;
    for (let high = bounds.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? 0) > drawn) high = middle;
      else low = middle + 1;
    }
    return calls[low] ?? first;
  };
}

const holes = /\$(n|vu)(?![A-Za-z0-9_])/g;

/** A name as it stands in reports; only one with holes costs anything. */
export function createNamer({ name }: MixedCall): (numbers: { n: number; vu: number }) => string {
  if (!holes.test(name)) return () => name;
  return (numbers) => name.replace(holes, (_, hole: 'n' | 'vu') => String(numbers[hole]));
}
