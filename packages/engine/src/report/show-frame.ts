import type { EncodedFrame } from '../run/encode-frame.ts';
import { escapePeerText } from './escape-peer-text.ts';

export interface ShownFrame {
  seq: number;
  /** One line: direction, kind, where, when. */
  title: string;
  /** The bytes as they went over the wire, control characters written out. */
  raw: string;
  /** The same as indented JSON; null where it is no JSON or too deep to indent. */
  decoded: string | null;
}

/** Indenting makes text grow with the square of the depth. */
const maxIndentedDepth = 40;
const maxIndentedLength = 64_000;

/** A frame for people. All of it is safe to print; markup is the renderer's matter. */
export function showFrame(frame: EncodedFrame, maxLength: number): ShownFrame {
  const arrow = frame.direction === 'sent' ? '→ sent' : '← received';
  const where = `connection ${frame.connection}${frame.stream === null ? '' : `, ${escapePeerText(frame.stream, { maxLength: 60 })}`}`;
  const facts = [
    `#${frame.seq} ${arrow} ${frame.kind}`,
    where,
    `${(frame.firstByteNs / 1e6).toFixed(1)} ms`,
    ...(frame.parseError === undefined ? [] : [`not JSON: ${escapePeerText(frame.parseError, { maxLength: 200 })}`]),
    ...(frame.encoding === 'base64' ? ['not UTF-8, shown in base64'] : []),
    ...(frame.terminated === false ? ['no line end'] : []),
    ...(frame.droppedBytes > 0 ? [`${frame.droppedBytes} more bytes were not kept`] : []),
    ...(frame.note === undefined ? [] : [escapePeerText(frame.note, { maxLength: 500 })]),
  ];
  return {
    seq: frame.seq,
    title: facts.join(' · '),
    raw: [...headLines(frame), escapePeerText(frame.text, { maxLength })].filter((line) => line !== '').join('\n'),
    decoded: decode(frame, maxLength),
  };
}

function headLines({ http, kind }: EncodedFrame): string[] {
  if (http === undefined || kind === 'message') return [];
  const first = http.status === undefined ? `${http.method ?? ''} ${http.url ?? ''}`.trim() : `HTTP ${http.status}`;
  return [first, ...http.headers.map(([name, value]) => `${name}: ${value}`)]
    .slice(0, 60)
    .map((line) => escapePeerText(line, { maxLength: 1_000 }));
}

function decode(frame: EncodedFrame, maxLength: number): string | null {
  const { kind, text, encoding, parseError } = frame;
  if (kind !== 'message' || encoding !== 'utf8' || parseError !== undefined) return null;
  if (text.length > maxIndentedLength || bracketDepth(text) > maxIndentedDepth) return null;
  try {
    return escapePeerText(JSON.stringify(JSON.parse(text), null, 2), { maxLength, keepLines: true });
  } catch {
    // A transcript that was cut, or written by somebody else: the raw text says what there is.
    return null;
  }
}

/** Counted in the text, brackets within strings included: an upper bound that needs no recursion. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  return deepest;
}
