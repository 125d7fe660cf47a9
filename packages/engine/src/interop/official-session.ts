import type { StopReport, Target, Transcript, TransportKind } from '@mcp-lab/wire';
import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import { createBoundedValidator } from './bounded-validator.ts';
import { type InteropMode, negotiationOf } from './interop-mode.ts';
import { ProcessTransport } from './process-transport.ts';
import { createRecordingFetch } from './record-fetch.ts';

export interface OfficialSessionOptions {
  target: Target;
  transport: TransportKind;
  mode: InteropMode;
  transcript: Transcript;
  openingTimeoutMs: number;
  toolVersion: string;
  owner?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** The official client on one connection of the transcript, not connected yet. */
export interface OfficialSession {
  client: Client;
  connection: number;
  /** What the client reported beside its answers. */
  errors: Error[];
  connect(): Promise<void>;
  /** Never rejects; on stdio no process is left afterwards. */
  close(): Promise<{ failure: Error | undefined; report: StopReport | undefined }>;
}

export function createOfficialSession(options: OfficialSessionOptions): OfficialSession {
  const { target, mode, transcript, openingTimeoutMs, signal } = options;
  const connection = transcript.nextConnection();
  const errors: Error[] = [];
  const client = new Client(
    { name: 'mcp-lab-interop', version: options.toolVersion },
    {
      versionNegotiation: negotiationOf(mode, openingTimeoutMs),
      jsonSchemaValidator: createBoundedValidator(),
      // A question of the server would wait for a person: the client says that it has none.
      capabilities: {},
    },
  );
  client.onerror = (error) => void errors.push(error);
  const transport =
    target.kind === 'stdio' ? new ProcessTransport({ ...options, target, connection }) : openHttp(options, connection);
  return {
    client,
    connection,
    errors,
    connect: () =>
      client.connect(transport, { timeout: openingTimeoutMs, ...(signal === undefined ? {} : { signal }) }),
    async close() {
      const failure = await settle(client.close());
      // The client closes its transport only once it is connected.
      const second = await settle(transport.close());
      const report = transport instanceof ProcessTransport ? transport.stopReport : undefined;
      return { failure: failure ?? second, report };
    },
  };
}

function openHttp({ target, transport, transcript }: OfficialSessionOptions, connection: number): Transport {
  if (target.kind !== 'http') throw new Error('A command is reached over stdio.');
  const url = new URL(target.url);
  const options = { requestInit: { headers: target.headers }, fetch: createRecordingFetch(transcript, connection) };
  return transport === 'http-sse'
    ? new SSEClientTransport(url, options)
    : new StreamableHTTPClientTransport(url, options);
}

async function settle(promise: Promise<void>): Promise<Error | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
