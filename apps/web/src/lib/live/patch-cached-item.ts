import type { Page } from '@mcp-lab/contracts';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';

interface Identified {
  id: string;
}
type Cached<T> = Page<T> | InfiniteData<Page<T>> | T;

const isPages = <T>(cached: Cached<T>): cached is InfiniteData<Page<T>> =>
  typeof cached === 'object' && cached !== null && 'pages' in cached;
const isPage = <T>(cached: Cached<T>): cached is Page<T> =>
  typeof cached === 'object' && cached !== null && 'items' in cached;

/** Replaces an entity wherever the cache holds it below `prefix`: alone, in a list, or in a list read page by page. */
export function patchCachedItem<T extends Identified>(
  queries: QueryClient,
  prefix: QueryKey,
  id: string,
  patch: (item: T) => T,
): void {
  const patchPage = (page: Page<T>): Page<T> => ({
    ...page,
    items: page.items.map((item) => (item.id === id ? patch(item) : item)),
  });
  const patchCached = (cached: Cached<T>): Cached<T> => {
    if (isPages(cached)) return { ...cached, pages: cached.pages.map(patchPage) };
    if (isPage(cached)) return patchPage(cached);
    return cached.id === id ? patch(cached) : cached;
  };
  for (const [key, cached] of queries.getQueriesData<Cached<T>>({ queryKey: prefix })) {
    if (cached !== undefined) queries.setQueryData<unknown>(key, patchCached(cached));
  }
}
