import { describe, expect, it } from 'vitest';
import { type Line, LineSplitter } from './line-splitter.ts';

function split(chunks: (string | Uint8Array)[], maxBytes = 1000): Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter(maxBytes, (line) => lines.push(line));
  chunks.forEach((chunk, index) => {
    splitter.push(Buffer.from(chunk as string), index);
  });
  splitter.end(chunks.length);
  return lines;
}

/** Every way to cut a buffer into `parts` pieces. */
function* cuts(bytes: Buffer, parts: number): Generator<Buffer[]> {
  if (parts === 1) {
    yield [bytes];
    return;
  }
  for (let at = 0; at <= bytes.length; at++) {
    for (const rest of cuts(bytes.subarray(at), parts - 1)) yield [bytes.subarray(0, at), ...rest];
  }
}

describe('LineSplitter', () => {
  it('gives the same lines however the bytes are cut', () => {
    const bytes = Buffer.from('ä€\n\r\n😀x\n\nlast');
    for (const chunks of cuts(bytes, 3)) {
      const lines = split(chunks);
      expect(lines.map(({ raw }) => raw.toString())).toEqual(['ä€', '\r', '😀x', '', 'last']);
      expect(lines.map(({ terminated }) => terminated)).toEqual([true, true, true, true, false]);
      expect(lines.every(({ droppedBytes }) => droppedBytes === 0)).toBe(true);
    }
  });

  it('keeps the carriage return visible', () => {
    expect(split(['{}\r\n'])[0]?.raw.toString()).toBe('{}\r');
  });

  it('keeps up to the cap and counts the rest, over chunk borders', () => {
    for (const chunks of cuts(Buffer.from('1234567890\nabc\n'), 3)) {
      const lines = split(chunks, 4);
      expect(lines.map(({ raw, droppedBytes }) => [raw.toString(), droppedBytes])).toEqual([
        ['1234', 6],
        ['abc', 0],
      ]);
    }
  });

  it('reports an unterminated line of which nothing was kept', () => {
    const [line] = split(['abc'], 0);
    expect(line).toMatchObject({ droppedBytes: 3, terminated: false });
  });

  it('emits nothing for an empty stream or after a final line end', () => {
    expect(split([])).toEqual([]);
    expect(split(['a\n'])).toHaveLength(1);
  });

  it('times a line from its first to its last chunk', () => {
    const lines = split(['a\nb', 'c', 'd\ne\n']);
    expect(lines.map(({ firstByteNs, lastByteNs }) => [firstByteNs, lastByteNs])).toEqual([
      [0, 0],
      [0, 2],
      [2, 2],
    ]);
  });

  it('joins a line that drips in byte by byte', () => {
    const bytes = [...'x'.repeat(5000), '\n'];
    const [line] = split(bytes, 10_000);
    expect(line?.raw.toString()).toBe('x'.repeat(5000));
  });
});
