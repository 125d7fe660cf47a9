import type { Channel } from './channel.ts';
import type { Session } from './connection.ts';
import { explainConnectFailure } from './explain-connect-failure.ts';
import { HttpChannel } from './http-channel.ts';
import type { JsonObject } from './json.ts';
import type { OpenOptions } from './open-options.ts';
import { resolveLimits } from './resolve-limits.ts';
import { StdioChannel } from './stdio-channel.ts';
import type { Target } from './target.ts';
import { WireError } from './wire-error.ts';
import { defaultTimeoutMs, WireSession } from './wire-session.ts';

/**
 * Starts a process or prepares an HTTP session, and opens it as `handshake` says.
 * Throws WireError when the process cannot be started or the URL cannot be connected to, and for nothing else: what the
 * peer answers, however wrong, stands in `opening` and in the transcript.
 */
export async function openSession(target: Target, options: OpenOptions): Promise<Session> {
  if (options.signal?.aborted) throw new WireError('aborted', 'The session was cancelled.', 'Start it again.');
  const connection = options.transcript.nextConnection();
  let session: WireSession | undefined;
  const onServerRequest = (request: JsonObject) => session?.answer(request);
  const channel = await openChannel(target, options, connection, onServerRequest);
  session = new WireSession(channel, connection, options);
  if (channel instanceof HttpChannel) {
    const opened = await channel.open(options.requestTimeoutMs ?? defaultTimeoutMs);
    if (opened !== undefined && opened.outcome !== 'accepted') {
      session.opening = opened;
      if (opened.status === undefined) throwIfUnreachable(target, opened.failure);
      return session;
    }
  }
  await session.shakeHands();
  const { opening } = session;
  if (opening?.outcome === 'failed' && opening.status === undefined && channel instanceof HttpChannel) {
    await session.close();
    throwIfUnreachable(target, opening.failure);
  }
  return session;
}

function throwIfUnreachable(target: Target, failure: string | undefined): void {
  const error = target.kind === 'http' ? explainConnectFailure(target.url, failure ?? '') : undefined;
  if (error !== undefined) throw error;
}

async function openChannel(
  target: Target,
  options: OpenOptions,
  connection: number,
  onServerRequest: (request: JsonObject) => void,
): Promise<Channel> {
  const { transcript, transport, signal, owner, checkAddress } = options;
  const common = { transcript, connection, limits: resolveLimits(options.limits), signal, onServerRequest };
  if (target.kind === 'stdio') {
    if (transport !== 'stdio') throw badTarget(`A command is spoken to over stdio, not ${transport}.`);
    return StdioChannel.start({ ...common, target, owner });
  }
  if (transport === 'stdio') throw badTarget('A URL is spoken to over HTTP, not stdio.');
  const url = URL.parse(target.url);
  if (url === null || !/^https?:$/.test(url.protocol)) throw badTarget(`${target.url} is not an http or https URL.`);
  return new HttpChannel(transport, { ...common, target, checkAddress });
}

function badTarget(message: string): WireError {
  return new WireError('bad-target', message, 'Correct the transport or the address of the server.');
}
