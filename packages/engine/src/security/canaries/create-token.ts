import { createSeededRandom } from '../../random/seeded-random.ts';

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const length = 20;

/** Makes words that stand nowhere by chance (about 100 bits), the same ones for the same seed. Letters and digits only. */
export function createTokenMaker(seed: number): (label: string) => string {
  return (label) => {
    const random = createSeededRandom(seed, `security ${label}`);
    const pick = () => alphabet[Math.floor(random() * alphabet.length)];
    return `cnry${Array.from({ length }, pick).join('')}`;
  };
}
