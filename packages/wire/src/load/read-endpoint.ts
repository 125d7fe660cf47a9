import type { EventKind } from './event-reader.ts';

const maxBytes = 8 * 1024;

/** The URL to post to that the first event of an HTTP+SSE stream names, or what is wrong with it. */
export function readEndpoint(kind: EventKind, data: Buffer, stream: URL): URL | string {
  if (kind !== 'endpoint') return 'its first event is not endpoint';
  if (data.length > maxBytes) return 'the endpoint is too long for an address';
  const text = data.toString('utf8');
  const endpoint = URL.parse(text, stream.href);
  if (endpoint === null) return `the endpoint is not a URL: ${JSON.stringify(text.slice(0, 200))}`;
  if (endpoint.origin === stream.origin) return endpoint;
  // Posting there would hand the session, and perhaps a token, to another server.
  return `the endpoint is of another origin, ${endpoint.origin.slice(0, 200)}: refused`;
}
