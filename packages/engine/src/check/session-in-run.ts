import { type OpenOptions, openSession, type Session } from '@mcp-lab/wire';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import type { ConnectionInfo } from '../run/run-document.ts';
import type { RunEnvironment } from './run-check.ts';

/** Opens a session to the server of a run, entered in the log of its connections. Throws what `openSession` throws. */
export function openInRun(
  environment: RunEnvironment,
  info: Omit<ConnectionInfo, 'connection'>,
  options: Partial<Omit<OpenOptions, 'transcript' | 'revision'>> = {},
  onOpen?: (info: ConnectionInfo) => void,
): Promise<Session> {
  const { target, profile, requestTimeoutMs, owner, checkAddress, connections, signal, limitStarts } = environment;
  const open = () =>
    openSession(target, {
      transport: profile.transport,
      requestTimeoutMs,
      openingTimeoutMs: openingTimeoutOf(options.requestTimeoutMs ?? requestTimeoutMs),
      owner,
      checkAddress,
      signal,
      ...options,
      revision: info.revision,
      transcript: connections.transcriptFor(info, onOpen),
    });
  return target.kind === 'stdio' && limitStarts !== undefined ? limitStarts(open) : open();
}
