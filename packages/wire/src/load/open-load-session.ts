import { eraOf } from '../revision.ts';
import type { Target } from '../target.ts';
import { WireError } from '../wire-error.ts';
import { HttpLoadSession } from './http-load-session.ts';
import type { LoadSession, LoadSessionOptions } from './load-session.ts';
import { SseLoadSession } from './sse-load-session.ts';
import { StdioLoadSession } from './stdio-load-session.ts';

/**
 * Starts a process or opens an HTTP session that is there to carry load. Throws WireError when it cannot be started or
 * connected to, or when the server does not open at this revision (`not-opened`).
 */
export async function openLoadSession(target: Target, options: LoadSessionOptions): Promise<LoadSession> {
  const { transport } = options;
  if (target.kind === 'stdio') {
    if (transport !== 'stdio') throw badTarget(`A command is spoken to over stdio, not ${transport}.`);
    return StdioLoadSession.open(target, options);
  }
  if (transport === 'stdio') throw badTarget('A URL is spoken to over HTTP, not stdio.');
  if (transport === 'http-sse' && eraOf(options.revision) === 'modern') {
    throw badTarget(`HTTP+SSE is a transport of 2024-11-05; ${options.revision} does not have it.`);
  }
  const url = URL.parse(target.url);
  if (url === null || !/^https?:$/.test(url.protocol)) throw badTarget(`${target.url} is not an http or https URL.`);
  return transport === 'http-sse'
    ? SseLoadSession.open(target, url, options)
    : HttpLoadSession.open(target, url, options);
}

function badTarget(message: string): WireError {
  return new WireError('bad-target', message, 'Correct the transport or the address of the server.');
}
