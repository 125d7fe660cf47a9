/**
 * The probability that a standard normal variable lies above `z`. Near the centre the series of Marsaglia ("Evaluating
 * the Normal Distribution", J. Statistical Software 11(4), 2004), further out the continued fraction of Mills' ratio
 * (Abramowitz & Stegun 26.2.14): relative error below 1e-12 from -37 to 37.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let step = 100; step >= 1; step--) fraction = z + step / fraction;
  return density / fraction;
}
