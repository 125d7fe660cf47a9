import { type BareConnection, type Frame, isJsonObject, type JsonObject, type Reply } from '@mcp-lab/wire';

/** So many at a time: what a server makes of many at once is not what is looked at. */
const mostAtOnce = 50;
/** Of answers at a time: one that reads no further while nothing is taken is to get the chance. */
const bytesAtOnce = 2 * 1024 * 1024;

export interface Flood {
  requests: number;
  /** What the answers to them come to. */
  owedBytes: number;
}

export interface FloodOptions {
  /** So many requests at most, until the answers come to so much. */
  mostRequests: number;
  wantedBytes: number;
  /** Of the first request; each further one is higher by one. None may have been used in its session. */
  fromId: number;
  signal: AbortSignal;
  /** Awaited after each few requests, until the server had time for them; false ends the flood. */
  settle(): Promise<boolean>;
}

/**
 * Makes a request again and again over one connection, without waiting for an answer, until the answers come to so many
 * bytes. Resolves when all requests are handed to the system, the connection has ended, or it was ended.
 */
export async function floodUnread(
  connection: BareConnection,
  one: Reply,
  { mostRequests, wantedBytes, fromId, signal, settle }: FloodOptions,
): Promise<Flood> {
  const answerBytes = Math.max(1, sizeOf(one));
  const wanted = Math.min(mostRequests, Math.ceil(wantedBytes / answerBytes));
  const batch = Math.max(1, Math.min(mostAtOnce, Math.floor(bytesAtOnce / answerBytes)));
  let requests = 0;
  while (requests < wanted && !connection.closed && !signal.aborted) {
    const count = Math.min(batch, wanted - requests);
    const bytes = Array.from({ length: count }, (_one, index) => composeAgain(one.sent, fromId + requests + index));
    connection.write(Buffer.concat(bytes));
    requests += count;
    if (!(await settle())) break;
  }
  return { requests, owedBytes: requests * answerBytes };
}

/** Of an answer, without the head of HTTP. */
export function sizeOf({ frame }: Reply): number {
  return (frame?.raw.length ?? 0) + (frame?.droppedBytes ?? 0);
}

/** A request as it was sent over HTTP, with another id. */
function composeAgain(sent: readonly Frame[], id: number): Buffer {
  const json = sent.find(({ kind }) => kind === 'message')?.json;
  const message: JsonObject = isJsonObject(json) ? json : {};
  const body = Buffer.from(JSON.stringify({ ...message, id }));
  const length: [string, string] = ['Content-Length', String(body.length)];
  return Buffer.concat([composeHead(sent, 'POST', ['content-length'], [length]), body]);
}

/** The head of a request as that of another one that was sent: the same session and the same credentials. */
export function composeHead(
  sent: readonly Frame[],
  method: string,
  without: readonly string[],
  more: readonly [name: string, value: string][],
): Buffer {
  const { url = '', headers = [] } = sent.find(({ kind }) => kind === 'http-request')?.http ?? {};
  const { pathname, search } = new URL(url);
  const kept = headers.filter(([name]) => !without.includes(name.toLowerCase()));
  const lines = [...kept, ...more].map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${[`${method} ${pathname}${search} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1');
}
