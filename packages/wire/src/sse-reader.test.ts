import { describe, expect, it } from 'vitest';
import { type SseItem, SseReader } from './sse-reader.ts';

function read(chunks: (string | Uint8Array)[], maxBytes = 1000): SseItem[] {
  const items: SseItem[] = [];
  const reader = new SseReader(maxBytes, (item) => items.push(item));
  chunks.forEach((chunk, index) => {
    reader.push(Buffer.from(chunk as string), index);
  });
  return items;
}

const brief = (items: SseItem[]) => items.map(({ kind, data, fields }) => [kind, data.toString(), fields]);

describe('SseReader', () => {
  it('gives the same events however the bytes are cut', () => {
    const bytes = Buffer.from('event: message\nid: ä1\ndata: {"a":\ndata: "€"}\n\n: ping\n\nretry: 50\ndata:\n\n');
    const expected = [
      ['event', '{"a":\n"€"}', { event: 'message', id: 'ä1' }],
      ['comment', 'ping', {}],
      ['event', '', { retry: 50 }],
    ];
    for (let at = 0; at <= bytes.length; at++) {
      expect(brief(read([bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(expected);
    }
    expect(brief(read([...bytes].map((byte) => Uint8Array.of(byte))))).toEqual(expected);
    expect(brief(read([bytes.toString().replaceAll('\n', '\r\n')]))).toEqual(expected);
  });

  it('keeps bytes that are not UTF-8', () => {
    const [item] = read([Buffer.concat([Buffer.from('data: '), Buffer.from([0xff, 0xc3]), Buffer.from('\n\n')])]);
    expect([...(item?.data ?? [])]).toEqual([0xff, 0xc3]);
  });

  it('reports fields without data and lines that are no field', () => {
    expect(brief(read(['retry: 3000\n\n']))).toEqual([['fields', '', { retry: 3000 }]]);
    expect(brief(read(['id: 9\n\n']))).toEqual([['fields', '', { id: '9' }]]);
    const [bad] = read(['{"jsonrpc":"2.0"}\ndata: x\n\n']);
    expect(bad).toMatchObject({ kind: 'malformed', problem: expect.stringContaining('Unknown field') });
  });

  it('times an event from its first to its last chunk', () => {
    const items = read(['data: a\n\ndata: b', 'b\n\n', 'data: c\n', '\n']);
    expect(items.map(({ firstByteNs, lastByteNs }) => [firstByteNs, lastByteNs])).toEqual([
      [0, 0],
      [0, 1],
      [2, 3],
    ]);
  });

  it('stops at an event larger than the cap', () => {
    const items: SseItem[] = [];
    const reader = new SseReader(100, (item) => items.push(item));
    expect(reader.push(Buffer.from(`data: ${'x'.repeat(90)}`), 0)).toBe(true);
    expect(reader.push(Buffer.from('y'.repeat(90)), 1)).toBe(false);
    expect(reader.push(Buffer.from('\n\n'), 2)).toBe(false);
    expect(items.map(({ kind }) => kind)).toEqual(['malformed']);
  });
});
