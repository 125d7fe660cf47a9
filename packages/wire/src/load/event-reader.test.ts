import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { EventReader } from './event-reader.ts';

interface Seen {
  kind: string;
  data: string;
  firstByteNs: number;
  bytes: number;
}

/** As off a socket: the bytes of each piece are overwritten once it was read. The clock is the number of the piece. */
function read(text: string, pieceBytes: number, maxBytes = 1_000_000): { events: Seen[]; reader: EventReader } {
  const events: Seen[] = [];
  const reader = new EventReader(maxBytes, (kind, data, firstByteNs, bytes) => {
    events.push({ kind, data: data.toString('utf8'), firstByteNs, bytes });
  });
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0, piece = 1; at < bytes.length; at += pieceBytes, piece++) {
    const chunk = Buffer.from(bytes.subarray(at, at + pieceBytes));
    reader.push(chunk, piece);
    chunk.fill(0x21);
  }
  return { events, reader };
}

/** What a parser that others wrote makes of it. */
function expected(text: string): { kind: string; data: string }[] {
  const events: { kind: string; data: string }[] = [];
  const parser = createParser({
    onEvent: ({ event = 'message', data }) => {
      events.push({ kind: event === 'message' || event === 'endpoint' ? event : 'other', data });
    },
  });
  parser.feed(text);
  return events;
}

const texts: [string, string][] = [
  ['plain', 'event: endpoint\ndata: /post?a=b\n\nevent: message\ndata: {"é":"ü"}\n\ndata: 2\n\n'],
  ['without blanks', 'event:message\ndata:{"a":1}\n\ndata:  two blanks\n\n'],
  ['lines of data', 'data: {"a":\ndata: 1}\ndata\ndata:\ndata: end\n\n'],
  ['comments, ids and strangers', ': hi\n\n:\nid: 7\nretry: 10\ndata: 1\nfoo: bar\ndatabase: x\neventful: y\n\n'],
  ['other types', 'event: ping\ndata: 1\n\nevent: messages\ndata: 2\n\nevent: mess\ndata: 3\n\nevent:\ndata: 4\n\n'],
  ['a type without data', 'event: endpoint\n\ndata: of a message again\n\n'],
  ['no data at all', '\n\n\n: x\n\nid: 1\n\n'],
  ['a mark of byte order', '\ufeffdata: 1\n\n\ufeffdata: 2\n\n'],
  ['an event that is not at its end', 'data: 1\n\ndata: 2\n'],
];
const ends: [string, string][] = [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
];

describe.each(texts)('%s', (_, text) => {
  test.each(ends)('with %s, cut anywhere', (_end, lineEnd) => {
    const stream = text.replaceAll('\n', lineEnd);
    const whole = expected(`${stream} `);
    const { length } = Buffer.from(stream);
    for (const pieceBytes of [1, 2, 3, 5, 11, length]) {
      const { events, reader } = read(stream, pieceBytes);
      expect(events.map(({ kind, data }) => ({ kind, data }))).toEqual(whole);
      expect(reader.dropped).toBe(0);
    }
    // Cut in two at every byte.
    for (let cut = 1; cut < length; cut++) {
      const events: string[] = [];
      const reader = new EventReader(1_000, (kind, data) => events.push(`${kind} ${data.toString('utf8')}`));
      const bytes = Buffer.from(stream);
      for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) reader.push(Buffer.from(piece), 1);
      expect(events).toEqual(whole.map(({ kind, data }) => `${kind} ${data}`));
    }
  });
});

test('lines that end in different ways', () => {
  const text = 'data: 1\r\n\ndata: 2\r\r\ndata: 3\n\r\ndata: 4\r\n\r\n';
  for (const pieceBytes of [1, 2, 3, 100]) {
    expect(read(text, pieceBytes).events.map(({ data }) => data)).toEqual(['1', '2', '3', '4']);
  }
});

test('an event counts from its first byte, and what is no event counts for none', () => {
  const event = 'event: message\ndata: 1\n\n';
  const { events } = read(`: hello!\n\n${event}${event}`, 10);
  // The comment takes ten bytes, so the first event begins with the second piece.
  expect(events).toMatchObject([
    { firstByteNs: 2, bytes: event.length },
    { firstByteNs: Math.ceil((10 + event.length + 1) / 10), bytes: event.length },
  ]);
});

test.each(['', 'data: x\n', 'event: ', ': '])(
  'an event too large behind %j is dropped, and reading goes on',
  (before) => {
    const giant = `${before}${before === 'data: x\n' ? 'data: y\n'.repeat(2_000) : `data: ${'y'.repeat(5_000)}\n`}`;
    const isDropped = before === '' || before === 'data: x\n' || before === 'event: ';
    for (const pieceBytes of [1, 700, 100_000]) {
      const { events, reader } = read(`data: 1\n\n${giant}data: z\n\ndata: 2\n\n`, pieceBytes, 1_000);
      const data = events.map((event) => event.data);
      expect(data[0]).toBe('1');
      expect(data.at(-1)).toBe('2');
      // A single line that lies in one piece is held by nobody, so nothing has to be cut off.
      if (isDropped && pieceBytes < 1_000) expect(data).toEqual(['1', '2']);
      if (isDropped && pieceBytes < 1_000) expect(reader.dropped).toBe(1);
    }
  },
);

test('a stream of nothing but line ends costs no more than its bytes', () => {
  const reader = new EventReader(1_000, () => undefined);
  for (const end of ['\r', '\n', '\r\n', 'a\r']) reader.push(Buffer.from(end.repeat(1_000_000)), 1);
  expect(reader.dropped).toBe(0);
});

test('begins anew for another stream', () => {
  const data: string[] = [];
  const reader = new EventReader(1_000, (kind, bytes) => data.push(`${kind} ${bytes}`));
  reader.push(Buffer.from('event: other\ndata: half\nda'), 1);
  reader.reset();
  reader.push(Buffer.from('\ufeffdata: 1\n\n'), 2);
  expect(data).toEqual(['message 1']);
});
