import type { Frame } from '@mcp-lab/wire';

/** What came back for one HTTP request. */
export interface HttpAnswer {
  method: string;
  url: string;
  /** Null when no head came. */
  status: number | null;
  headers: [name: string, value: string][];
  contentType: string | null;
  /** The beginning of the body as text. */
  body: string;
  isJson: boolean;
}

const bodyLength = 400;

/** Pairs the requests of a transcript with what came back, in order. */
export function readHttpAnswers(frames: readonly Frame[]): HttpAnswer[] {
  return frames
    .filter(({ kind }) => kind === 'http-request')
    .map((request) => {
      const rest = frames.filter(
        ({ connection, stream, seq }) =>
          connection === request.connection && stream === request.stream && seq > request.seq,
      );
      const head = rest.find(({ kind }) => kind === 'http-response')?.http;
      const body = rest.find(({ kind, direction }) => kind === 'message' && direction === 'received');
      const headers = head?.headers ?? [];
      const answer: HttpAnswer = {
        method: request.http?.method ?? '',
        url: request.http?.url ?? '',
        status: head?.status ?? null,
        headers,
        contentType: headerOf(headers, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? null,
        body: body === undefined ? '' : Buffer.from(body.raw).toString('utf8').slice(0, bodyLength).trim(),
        isJson: body?.json !== undefined,
      };
      return answer;
    });
}

export function headerOf(headers: readonly [name: string, value: string][], name: string): string | undefined {
  return headers.find(([present]) => present.toLowerCase() === name)?.[1];
}

export function describeAnswer({ method, url, status, contentType }: HttpAnswer): string {
  const path = URL.parse(url)?.pathname ?? url;
  return `${method} ${path}: ${status === null ? 'no answer' : `HTTP ${status}`}${contentType === null ? '' : `, ${contentType}`}`;
}
