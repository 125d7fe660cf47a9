import { noInputs } from '@mcp-lab/contracts';
import { createTranscript, type Frame, type JsonValue, parseJson, type Revision } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { type CheckRun, runCheck } from '../../check/run-check.ts';
import { createTourView } from '../../check/tour-view.ts';
import { createConnectionLog } from '../../run/connection-log.ts';

/** One POST of a dialogue and its answer. */
export interface RecordedExchange {
  sent: JsonValue;
  status: number;
  headers: [name: string, value: string][];
  /** A whole body, or the data of events; an object is an event with more fields than its data. */
  received: readonly (string | { data: string; sse: NonNullable<Frame['sse']> })[];
  /** How the exchange ended, as the wire notes it; only of event streams. */
  end?: string;
}

const url = 'http://127.0.0.1/mcp';

/** For tests: what a passive check says about a dialogue over Streamable HTTP at a revision. */
export async function judgeExchanges(
  check: Check,
  revision: Revision,
  exchanges: readonly RecordedExchange[],
): Promise<CheckRun['outcome']> {
  const transcript = createTranscript();
  const connection = transcript.nextConnection();
  for (const [index, exchange] of exchanges.entries()) {
    for (const frame of framesOf(exchange, revision)) {
      const atNs = transcript.now();
      const common = { connection, stream: `post-${index + 1}`, droppedBytes: 0, firstByteNs: atNs, lastByteNs: atNs };
      transcript.append({ ...common, raw: Buffer.alloc(0), ...frame });
    }
  }
  const source = {
    frames: transcript.frames,
    connections: [{ connection, revision, purpose: 'tour', checkId: null }],
  } as const;
  const run = await runCheck(
    {
      target: { kind: 'http', url, headers: {} },
      inputs: noInputs,
      profile: { transport: 'streamable-http', modern: [], legacy: [], unknownVersions: [], evidence: [] },
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

type Draft = Pick<Frame, 'kind' | 'direction'> & Partial<Frame>;

function framesOf({ sent, status, headers, received, end }: RecordedExchange, revision: Revision): Draft[] {
  const isStream = headers.some(([, value]) => value === 'text/event-stream');
  const method = typeof sent === 'object' && sent !== null && 'method' in sent ? String(sent.method) : '';
  const mirrored: [string, string][] = [
    ['MCP-Protocol-Version', revision],
    ['Mcp-Method', method],
  ];
  return [
    { kind: 'http-request', direction: 'sent', http: { method: 'POST', url, headers: mirrored } },
    { kind: 'message', direction: 'sent', raw: Buffer.from(JSON.stringify(sent)), json: sent },
    { kind: 'http-response', direction: 'received', http: { status, headers } },
    ...received.map((one): Draft => {
      const { data, sse } = typeof one === 'string' ? { data: one, sse: isStream ? {} : undefined } : one;
      const raw = Buffer.from(data);
      const parsed = parseJson(raw, 100);
      const content = parsed.ok ? { json: parsed.value } : { parseError: parsed.reason };
      return { kind: 'message', direction: 'received', raw, sse, ...content };
    }),
    ...(end === undefined ? [] : [{ kind: 'lifecycle', direction: 'received', note: end } as const]),
  ];
}
