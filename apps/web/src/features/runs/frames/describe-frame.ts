import type { FrameView } from '@mcp-lab/contracts';

const kindLabels: Record<FrameView['kind'], string> = {
  message: 'message',
  'http-request': 'HTTP request',
  'http-response': 'HTTP response',
  'sse-comment': 'SSE comment',
  stderr: 'stderr',
  lifecycle: 'process',
};

interface FrameDescription {
  kind: string;
  /** What it is, in a few words from the peer's own text. */
  summary: string;
}

/** One line for a frame: the JSON-RPC method or answer, the HTTP request or status, or the first line of text. */
export function describeFrame(frame: FrameView): FrameDescription {
  const kind = kindLabels[frame.kind];
  if (frame.kind === 'http-request' || frame.kind === 'http-response') {
    const { method, url, status } = frame.http ?? {};
    return { kind, summary: [method, url, status].filter((part) => part !== undefined).join(' ') };
  }
  if (frame.note && frame.text === '') return { kind, summary: frame.note };
  if (frame.encoding === 'base64') return { kind, summary: 'bytes that are not UTF-8' };
  return { kind, summary: describeMessage(frame.text) ?? frame.text.slice(0, 120).split('\n', 1)[0] ?? '' };
}

function describeMessage(text: string): string | null {
  const message = parseObject(text);
  if (message === null) return null;
  const { method, id, error } = message;
  const name = id === undefined ? '' : ` #${typeof id === 'string' ? id : JSON.stringify(id)}`;
  if (typeof method === 'string') return `${method}${name}`;
  if (typeof error === 'object' && error !== null && 'code' in error) return `error ${String(error.code)}${name}`;
  return 'result' in message ? `result${name}` : null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
