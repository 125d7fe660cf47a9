import type { AnswerHead } from './exchange.ts';

/** How the end of a body is known. */
export type BodyFraming = 'none' | 'sized' | 'chunked' | 'until-close';

export interface ResponseHead extends AnswerHead {
  framing: BodyFraming;
  /** Of a sized body. */
  length: number;
  /** Whether the connection may be used again. */
  isKept: boolean;
  /** How long the server promises to keep an idle connection; undefined where it says nothing. */
  keepAliveMs: number | undefined;
  isEventStream: boolean;
}

const interesting = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'keep-alive',
  'mcp-session-id',
  'transfer-encoding',
]);

/** Reads the head of an answer, without the empty line that ends it. Throws Error with what is malformed. */
export function parseResponseHead(text: string): ResponseHead {
  const start = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [^\r\n]*)?(?:\r\n|$)/.exec(text);
  if (start === null) throw new Error('a malformed status line');
  const status = Number(start[2]);
  const fields = readFields(text, start[0].length);
  const encoding = fields.get('content-encoding')?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw new Error('a content encoding that was not asked for');
  const connection = fields.get('connection')?.toLowerCase() ?? '';
  const isKept = start[1] === '1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  const seconds = /\btimeout=(\d{1,6})\b/i.exec(fields.get('keep-alive') ?? '')?.[1];
  const { framing, length } = readFraming(status, fields);
  return {
    status,
    sessionId: fields.get('mcp-session-id'),
    framing,
    length,
    isKept: isKept && framing !== 'until-close',
    keepAliveMs: seconds === undefined ? undefined : Number(seconds) * 1000,
    isEventStream: /^text\/event-stream\s*(?:;|$)/i.test(fields.get('content-type') ?? ''),
  };
}

function readFields(text: string, from: number): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.slice(from).split('\r\n')) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error('a malformed header line');
    const name = line.slice(0, colon).toLowerCase();
    if (!interesting.has(name)) continue;
    const value = line.slice(colon + 1).trim();
    const earlier = fields.get(name);
    if (name === 'content-length' && earlier !== undefined && earlier !== value) throw new Error('two Content-Lengths');
    fields.set(name, earlier === undefined || name === 'content-length' ? value : `${earlier}, ${value}`);
  }
  return fields;
}

function readFraming(status: number, fields: ReadonlyMap<string, string>): { framing: BodyFraming; length: number } {
  if (status < 200 || status === 204 || status === 304) return { framing: 'none', length: 0 };
  const coding = fields.get('transfer-encoding')?.toLowerCase();
  const length = fields.get('content-length');
  if (coding !== undefined) {
    // Both at once is how responses are smuggled.
    if (coding !== 'chunked' || length !== undefined) throw new Error('an unclear end of the body');
    return { framing: 'chunked', length: 0 };
  }
  if (length === undefined) return { framing: 'until-close', length: 0 };
  if (!/^\d{1,15}$/.test(length)) throw new Error('a malformed Content-Length');
  return Number(length) === 0 ? { framing: 'none', length: 0 } : { framing: 'sized', length: Number(length) };
}
