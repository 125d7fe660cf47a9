import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Answers a function that marks keys as out of date; the same key at most once per `intervalMs`, and never not at all. */
export function createCoalescedInvalidator(queries: QueryClient, intervalMs: number) {
  const waiting = new Map<string, boolean>();

  function fire(key: QueryKey, name: string) {
    waiting.set(name, false);
    void queries.invalidateQueries({ queryKey: key });
    setTimeout(() => {
      const again = waiting.get(name);
      waiting.delete(name);
      if (again) fire(key, name);
    }, intervalMs);
  }

  return (key: QueryKey): void => {
    const name = JSON.stringify(key);
    if (waiting.has(name)) waiting.set(name, true);
    else fire(key, name);
  };
}
