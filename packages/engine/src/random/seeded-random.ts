/**
 * A small deterministic generator (sfc32), seeded from a run's seed and a label: the same pair gives the same numbers
 * whatever else ran before. Values in [0, 1). Not for secrets.
 */
export function createSeededRandom(seed: number, label: string): () => number {
  let [a, b, c, d] = hashLabel(`${seed}:${label}`);
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  // The first outputs still resemble the hash.
  for (let round = 0; round < 12; round++) next();
  return next;
}

/** Four FNV-1a hashes with different offsets. */
function hashLabel(label: string): [number, number, number, number] {
  const state: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let index = 0; index < label.length; index++) {
    for (let lane = 0; lane < 4; lane++) {
      state[lane] = Math.imul((state[lane] ?? 0) ^ (label.charCodeAt(index) + lane), 0x01000193);
    }
  }
  return state;
}
