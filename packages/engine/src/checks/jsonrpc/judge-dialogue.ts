import { noInputs } from '@mcp-lab/contracts';
import { createTranscript, type JsonValue, type Revision, type ServerProfile, type TransportKind } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { type CheckRun, runCheck } from '../../check/run-check.ts';
import { createTourView } from '../../check/tour-view.ts';
import { createConnectionLog } from '../../run/connection-log.ts';

/** One line of a dialogue: `[to the server, …]` or `[from it, …]`; bytes are taken as they are. */
export type Line = readonly [direction: '>' | '<', value: JsonValue | Uint8Array];

/** For tests: what a passive check says about a dialogue on one stdio connection at a revision. */
export async function judgeDialogue(
  check: Check,
  revision: Revision,
  lines: readonly Line[],
): Promise<CheckRun['outcome']> {
  const transport: TransportKind = 'stdio';
  const transcript = createTranscript();
  const connection = transcript.nextConnection();
  for (const [direction, value] of lines) {
    const atNs = transcript.now();
    const isRaw = value instanceof Uint8Array;
    transcript.append({
      kind: 'message',
      direction: direction === '>' ? 'sent' : 'received',
      connection,
      stream: direction === '>' ? 'stdin' : 'stdout',
      firstByteNs: atNs,
      lastByteNs: atNs,
      raw: isRaw ? value : Buffer.from(JSON.stringify(value)),
      droppedBytes: 0,
      terminated: true,
      ...(isRaw ? { parseError: 'not JSON' } : { json: value }),
    });
  }
  const source = {
    frames: transcript.frames,
    connections: [{ connection, revision, purpose: 'tour', checkId: null }],
  } as const;
  const profile: ServerProfile = { transport, modern: [], legacy: [], unknownVersions: [], evidence: [] };
  const run = await runCheck(
    {
      target: { kind: 'stdio', command: 'none', args: [], env: {} },
      inputs: noInputs,
      profile,
      transcript,
      connections: createConnectionLog(transcript),
      tourOf: (wanted) => createTourView(source, wanted),
      seed: 1,
      signal: new AbortController().signal,
      requestTimeoutMs: 1_000,
      checkTimeoutMs: 10_000,
    },
    { check, revision },
  );
  return run.outcome;
}

/** The opening of a legacy dialogue, with what the server declares. */
export function legacyOpening(
  revision: Revision,
  capabilities: JsonValue = {},
  more: Record<string, JsonValue> = {},
): Line[] {
  const clientInfo = { name: 'test', version: '1' };
  const serverInfo = { name: 'server', version: '1' };
  return [
    ['>', request(0, 'initialize', { protocolVersion: revision, capabilities: {}, clientInfo })],
    ['<', { jsonrpc: '2.0', id: 0, result: { protocolVersion: revision, capabilities, serverInfo, ...more } }],
    ['>', { jsonrpc: '2.0', method: 'notifications/initialized' }],
  ];
}

export function request(id: JsonValue, method: string, params?: JsonValue): JsonValue {
  return params === undefined ? { jsonrpc: '2.0', id, method } : { jsonrpc: '2.0', id, method, params };
}

/** A request of 2026-07-28, with the `_meta` it needs. */
export function modernRequest(id: JsonValue, method: string): JsonValue {
  const prefix = 'io.modelcontextprotocol/';
  const _meta = { [`${prefix}protocolVersion`]: '2026-07-28', [`${prefix}clientCapabilities`]: {} };
  return request(id, method, { _meta });
}

export function failure(id: JsonValue, code: JsonValue, message: JsonValue = 'no'): JsonValue {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
