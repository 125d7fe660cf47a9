import type { FrameView } from '@mcp-lab/contracts';
import { useMemo } from 'react';
import { JsonTree } from '@/components/json-tree.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { hexDump } from '@/lib/text/hex-dump.ts';
import { indentJson } from '@/lib/text/indent-json.ts';
import type { FrameFormat } from './frame-formats.ts';

/** More bytes than anybody reads in hexadecimal; the copy button has them all. */
const maxDumpedBytes = 8_192;

/** The content of a frame: decoded where that is wanted and possible, else exactly as it came. */
export function FrameBody({ frame, format }: { frame: Pick<FrameView, 'text' | 'encoding'>; format: FrameFormat }) {
  const { text, encoding } = frame;
  const json = useMemo(
    () => (format === 'tree' && encoding === 'utf8' ? parse(text) : undefined),
    [format, text, encoding],
  );
  if (json !== undefined) {
    return (
      <div className="max-h-96 overflow-auto px-3 py-2.5 pr-10">
        <JsonTree value={json.value} />
      </div>
    );
  }
  const dumped = format === 'hex' || (encoding === 'base64' && format !== 'raw');
  const body = dumped
    ? hexDump(bytesOf(frame), maxDumpedBytes)
    : format === 'pretty'
      ? (indentJson(text) ?? text)
      : text;
  const wrap = dumped ? 'whitespace-pre' : 'whitespace-pre-wrap';
  return (
    <pre className={`max-h-96 overflow-auto px-3 py-2.5 pr-10 font-mono text-xs leading-5 ${wrap}`}>
      <PeerText text={body} limit={12_000} />
    </pre>
  );
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function bytesOf({ text, encoding }: Pick<FrameView, 'text' | 'encoding'>): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text);
  // A text that was cut may end within a group of four.
  const whole = text.slice(0, text.length - (text.length % 4));
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}
