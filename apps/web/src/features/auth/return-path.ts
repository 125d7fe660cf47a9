/** Where to go after signing in: a path of this site from `?next=`, else the overview. Never another site. */
export function returnPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  const base = 'http://lab.invalid';
  if (!next.startsWith('/') || !URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  return url.origin === base ? url.pathname + url.search + url.hash : '/';
}
