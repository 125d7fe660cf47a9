/** Something with deadlines that is looked at from time to time. */
export interface Sweepable {
  /** Ends what is overdue. */
  sweep(nowNs: number): void;
}

const periodMs = 20;
const swept = new Set<Sweepable>();
let timer: NodeJS.Timeout | undefined;

/**
 * One timer for the time limits of all load sessions: a timer for each call costs more than the call. Limits are kept to
 * within 20 ms. Returns the function that ends it.
 */
export function sweepRegularly(one: Sweepable): () => void {
  swept.add(one);
  // What is waited for keeps the process alive by itself.
  timer ??= setInterval(sweepAll, periodMs).unref();
  return () => {
    swept.delete(one);
    if (swept.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function sweepAll(): void {
  const nowNs = performance.now() * 1e6;
  for (const one of swept) one.sweep(nowNs);
}
