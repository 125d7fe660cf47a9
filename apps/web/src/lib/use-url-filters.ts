'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** A value of the URL's query; '' when absent. */
export type UrlFilters<Name extends string> = Record<Name, string>;

/**
 * Filters that live in the URL, so that a view can be shared, bookmarked and returned to.
 * `replace` keeps the history as it is (typing); `push` adds a step (choosing a tab).
 */
export function useUrlFilters<Name extends string>(names: readonly Name[]) {
  const search = useSearchParams();
  const pathname = usePathname();
  const filters = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as UrlFilters<Name>;
  const setFilters = useCallback(
    (changes: Partial<UrlFilters<Name>>, how: 'replace' | 'push' = 'replace') => {
      // Read from the address itself: two changes in one event must not overwrite each other.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes) as [Name, string | undefined][]) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const url = next.size === 0 ? pathname : `${pathname}?${next}`;
      if (how === 'push') window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    },
    [pathname],
  );
  return [filters, setFilters] as const;
}
