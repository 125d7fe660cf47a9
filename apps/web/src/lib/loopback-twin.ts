const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origin under which this page must be opened, when it was opened under another name of the same machine than the
 * api's: the session's cookie belongs to the api's name, and to a browser localhost and 127.0.0.1 are strangers. Else null.
 */
export function loopbackTwin(host: string, apiUrl: string): string | null {
  const page = URL.parse(`http://${host}`);
  const api = new URL(apiUrl);
  if (page === null || page.hostname === api.hostname) return null;
  const areLoopback = [page.hostname, api.hostname].every((name) => loopbackNames.includes(name));
  if (!areLoopback) return null;
  page.hostname = api.hostname;
  return page.origin;
}
