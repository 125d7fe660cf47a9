/** Runs at most `places` of the tasks that are handed to it at once; the others wait in order. */
export function limitParallel(places: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (task) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // Whoever finishes hands its place over.
      if (next === undefined) free++;
      else next();
    }
  };
}
