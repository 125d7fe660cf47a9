/** Those of one connection only; they are not passed on (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

type Flat = readonly string[];

/** The headers of `rawHeaders`, without those of one connection and those named. */
export function passingHeaders(rawHeaders: Flat, without: readonly string[] = []): [name: string, value: string][] {
  const all: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) all.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  const named = all
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/));
  return all.filter(([name]) => {
    const lower = name.toLowerCase();
    return !hopByHop.has(lower) && !named.includes(lower) && !without.includes(lower);
  });
}

/**
 * Where a client means the proxy, the server is to see its own name; what any other page or host says is left alone, so
 * that a server's guard against DNS rebinding sees it and refuses.
 */
export function readdress(
  headers: [name: string, value: string][],
  { proxyHosts, target }: { proxyHosts: readonly string[]; target: URL },
): [name: string, value: string][] {
  const proxyOrigins = proxyHosts.map((host) => `http://${host}`);
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === 'host' && proxyHosts.includes(value.toLowerCase())) return [name, target.host];
    if (lower === 'origin' && proxyOrigins.includes(value.toLowerCase())) return [name, target.origin];
    return [name, value];
  });
}
