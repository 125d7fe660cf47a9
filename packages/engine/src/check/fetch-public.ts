import { createTranscript, openSession, type Reply, type Revision } from '@mcp-lab/wire';
import type { RunEnvironment } from './run-check.ts';

const timeoutMs = 8_000;
/** Nobody looks at what comes. */
const maxBodyBytes = 1_000_000;

/** A plain GET of a URL that the server names, guarded like the connections of the run. Never throws. */
export async function fetchPublic(
  { checkAddress, requestTimeoutMs }: Pick<RunEnvironment, 'checkAddress' | 'requestTimeoutMs'>,
  url: string,
  revision: Revision,
  signal: AbortSignal,
): Promise<Pick<Reply, 'outcome' | 'status' | 'failure'>> {
  try {
    const session = await openSession(
      { kind: 'http', url, headers: {} },
      {
        revision,
        transport: 'streamable-http',
        transcript: createTranscript(),
        handshake: 'none',
        requestTimeoutMs: Math.max(timeoutMs, requestTimeoutMs),
        limits: { maxBodyBytes },
        checkAddress,
        signal,
      },
    );
    const { outcome, status, failure } = await session.fetch({ method: 'GET', headers: { Accept: '*/*' } });
    await session.close();
    return { outcome, status, failure };
  } catch (error) {
    return { outcome: 'failed', failure: error instanceof Error ? error.message : String(error) };
  }
}
