import {
  type CheckAddress,
  createTranscript,
  type HttpTarget,
  isJsonObject,
  type JsonObject,
  openSession,
} from '@mcp-lab/wire';

export interface FetchOptions {
  timeoutMs: number;
  signal: AbortSignal | undefined;
  checkAddress: CheckAddress | undefined;
}

/** A JSON document by GET, without the target's credentials; null when there is none. */
export async function fetchJson(target: HttpTarget, url: URL, options: FetchOptions): Promise<JsonObject | null> {
  const { timeoutMs, signal, checkAddress } = options;
  const transcript = createTranscript();
  const session = await openSession(
    { kind: 'http', url: target.url, headers: {} },
    { revision: '2025-06-18', transport: 'streamable-http', handshake: 'none', transcript, signal, checkAddress },
  );
  try {
    const reply = await session.fetch({
      method: 'GET',
      url: url.href,
      headers: { Accept: 'application/json' },
      timeoutMs,
    });
    if (reply.status !== 200) return null;
    const body = transcript.frames.find(({ kind, direction }) => kind === 'message' && direction === 'received')?.json;
    return isJsonObject(body) ? body : null;
  } finally {
    await session.close();
  }
}
