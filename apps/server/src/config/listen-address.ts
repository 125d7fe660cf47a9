/** What the host part of a URL becomes when all spellings (`0`, `0x0`, `::0`, `[::]`) are folded; null when it is no host. */
function canonicalHost(host: string): string | null {
  const bare = host.replace(/^\[|\]$/g, '');
  const url = bare.includes(':') ? `http://[${bare}]` : `http://${bare}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

export function isHostName(host: string): boolean {
  return /^[\w.:[\]-]+$/.test(host) && canonicalHost(host) !== null;
}

/** Reachable from this machine alone. A name other than localhost may resolve to anything, so it does not count. */
export function isLoopback(host: string): boolean {
  const canonical = canonicalHost(host);
  if (canonical === null) return false;
  return canonical === 'localhost' || canonical === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(canonical);
}
