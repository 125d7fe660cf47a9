import type { Frame, JsonValue } from '@mcp-lab/wire';
import { looksLikeMessage } from '../jsonrpc/looks-like-message.ts';
import { endOfContainer, parseContainer, splitContainers } from './json-boundaries.ts';
import { leftByItself } from './process-ending.ts';

/**
 * What a line of stdout is.
 * - `message`: one JSON-RPC message, or a batch
 * - `several-messages`: more than one JSON value on the line
 * - `part-of-message`: a piece of a JSON value that spans lines
 * - `blank`, `not-json`, `not-a-message` (JSON, but not JSON-RPC)
 * - `unknown`: longer than what is kept, or cut off when the process was killed
 */
export type StdoutLineKind =
  | 'message'
  | 'several-messages'
  | 'part-of-message'
  | 'blank'
  | 'not-json'
  | 'not-a-message'
  | 'unknown';

export interface StdoutLine {
  frame: Frame;
  kind: StdoutLineKind;
}

/** A JSON value over more lines or characters than this is not put together. */
const maxSpannedLines = 2_000;
const maxSpannedBytes = 4 * 1024 * 1024;

/** Every line that was received on stdout, process by process. */
export function stdoutLines(frames: readonly Frame[]): StdoutLine[] {
  const byConnection = Map.groupBy(frames, (frame) => frame.connection);
  return [...byConnection.values()].flatMap((own) => {
    const lines = own.filter(({ kind, direction, stream }) => isStdout(kind, direction, stream));
    return classify(lines, leftByItself(own));
  });
}

function isStdout(kind: Frame['kind'], direction: Frame['direction'], stream: Frame['stream']): boolean {
  return kind === 'message' && direction === 'received' && stream === 'stdout';
}

function classify(frames: readonly Frame[], endIsItsOwn: boolean): StdoutLine[] {
  const lines: StdoutLine[] = [];
  let spannedUntil = 0;
  for (const [index, frame] of frames.entries()) {
    if (index < spannedUntil) {
      lines.push({ frame, kind: 'part-of-message' });
      continue;
    }
    const kind = kindAlone(frame, endIsItsOwn);
    if (kind === 'not-json') spannedUntil = index + countSpannedLines(frames.slice(index, index + maxSpannedLines));
    lines.push({ frame, kind: index < spannedUntil ? 'part-of-message' : kind });
  }
  return lines;
}

function kindAlone(frame: Frame, endIsItsOwn: boolean): StdoutLineKind {
  if (frame.droppedBytes > 0) return 'unknown';
  if (frame.json !== undefined) return isMessage(frame.json) ? 'message' : 'not-a-message';
  if (frame.terminated === false && !endIsItsOwn) return 'unknown';
  const text = textOf(frame);
  if (text.trim() === '') return 'blank';
  const values = splitContainers(text);
  if (values === undefined || !values.every(isMessage)) return 'not-json';
  // A line that is one whole value and yet did not parse was nested too deep, or not UTF-8: other checks say so.
  return values.length > 1 ? 'several-messages' : 'unknown';
}

/** How many lines from the first on are one JSON-RPC message together; 0 when they are not. */
function countSpannedLines(frames: readonly Frame[]): number {
  const [first] = frames;
  if (first === undefined || !/^\s*[{[]/.test(textOf(first))) return 0;
  const texts: string[] = [];
  let bytes = 0;
  for (const frame of frames) {
    bytes += frame.raw.length;
    if (bytes > maxSpannedBytes || frame.droppedBytes > 0) break;
    texts.push(textOf(frame));
  }
  const joined = texts.join('\n').trimStart();
  const end = endOfContainer(joined);
  const value = end === undefined ? undefined : parseContainer(joined.slice(0, end));
  if (end === undefined || value === undefined || !isMessage(value)) return 0;
  const [restOfLine = ''] = joined.slice(end).split('\n', 1);
  return restOfLine.trim() === '' ? joined.slice(0, end).split('\n').length : 0;
}

function isMessage(value: JsonValue): boolean {
  return Array.isArray(value) ? value.length > 0 && value.every(looksLikeMessage) : looksLikeMessage(value);
}

function textOf(frame: Frame): string {
  return Buffer.from(frame.raw).toString('utf8');
}
