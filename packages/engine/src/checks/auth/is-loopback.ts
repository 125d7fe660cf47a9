/** Whether a URL points to this very machine by its loopback address. */
export function isLoopbackUrl(url: string): boolean {
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** https, or loopback, where nobody listens in. */
export function isSecureUrl(url: string): boolean {
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(url));
}
