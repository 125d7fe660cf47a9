import { createSeededRandom } from '../random/seeded-random.ts';

export type Side = 'base' | 'head';

const baseFirst: readonly Side[] = ['base', 'head'];
const headFirst: readonly Side[] = ['head', 'base'];

/**
 * Which side goes first in each pair. Pairs come in twos with one of each order, so that going second costs both sides the
 * same; which comes first is drawn, so that nothing with a rhythm of its own falls in step.
 */
export function planOrder(pairs: number, seed: number): (readonly Side[])[] {
  const random = createSeededRandom(seed, 'order of pairs');
  const order: (readonly Side[])[] = [];
  while (order.length < pairs) order.push(...(random() < 0.5 ? [baseFirst, headFirst] : [headFirst, baseFirst]));
  return order.slice(0, pairs);
}
