import { Agent, fetch } from 'undici';
import { createConnector } from './guarded-connector.ts';
import type { CheckAddress } from './open-options.ts';

export interface GuardedFetchOptions {
  checkAddress?: CheckAddress;
  signal?: AbortSignal;
  /** For a whole exchange. Default 15 s. */
  timeoutMs?: number;
  /** Longer bodies are an error. Default 1 MiB. */
  maxBodyBytes?: number;
}

export interface GuardedFetch {
  /** Follows no redirect; the body of what it gives is read already. Throws for anything but http and https. */
  fetch(url: string, init?: GuardedInit): Promise<Response>;
  close(): Promise<void>;
}

interface GuardedInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams | Uint8Array | ReadableStream | null;
  signal?: AbortSignal;
}

const noBody = [101, 204, 205, 304];

/** A fetch for what strangers tell us to ask: every address is checked before it is connected to, and all is bounded. */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const { checkAddress, timeoutMs = 15_000, maxBodyBytes = 1024 * 1024 } = options;
  const agent = new Agent({ connect: createConnector(checkAddress) });
  return {
    async fetch(url, { method, headers, body, signal } = {}) {
      const { protocol } = new URL(url);
      if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is neither http: nor https:`);
      const signals = [AbortSignal.timeout(timeoutMs), options.signal, signal].filter((one) => one !== undefined);
      const response = await fetch(url, {
        method,
        headers,
        body: body instanceof URLSearchParams ? body.toString() : (body as string | undefined),
        redirect: 'manual',
        dispatcher: agent,
        signal: AbortSignal.any(signals),
      });
      const bytes = await readAtMost(response.body, maxBodyBytes);
      const { status, statusText } = response;
      const copy = new Headers([...response.headers]);
      return new Response(noBody.includes(status) ? null : bytes, { status, statusText, headers: copy });
    },
    close: () => agent.destroy(),
  };
}

async function readAtMost(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`the body is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}
