import { describe, expect, test } from 'vitest';
import { ResponseReader } from './response-reader.ts';

function read(text: string, pieceBytes: number): { statuses: number[]; bodies: string[]; reader: ResponseReader } {
  const bodies: string[] = [];
  const statuses: number[] = [];
  let body = '';
  const reader = new ResponseReader({
    onBody: (piece) => {
      body += piece.toString('latin1');
    },
    onEnd: () => {
      statuses.push(reader.head?.status ?? 0);
      bodies.push(body);
      body = '';
    },
  });
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    if (reader.isDone) reader.next();
    // As on a socket: the bytes are overwritten by the next read.
    const piece = Buffer.from(bytes.subarray(at, at + pieceBytes));
    reader.push(piece);
    piece.fill(0);
  }
  return { statuses, bodies, reader };
}

const sized = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nA: b\r\n\r\n';
const empty = 'HTTP/1.1 202 Accepted\r\ncontent-length:0\r\n\r\n';
const informed = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n';

describe.each([1, 2, 3, 7])('in pieces of %i bytes', (pieceBytes) => {
  test('one response after another', () => {
    const { statuses, bodies } = read(sized + chunked + empty + informed + sized, 1);
    expect(statuses).toEqual([200, 200, 202, 204, 200]);
    expect(bodies).toEqual(['hello', 'hello', '', '', 'hello']);
  });

  test('a single one', () => {
    for (const text of [sized, chunked]) expect(read(text, pieceBytes).bodies).toEqual(['hello']);
  });
});

test('whole responses, and a body that lasts until the connection closes', () => {
  expect(read(chunked, 10_000).bodies).toEqual(['hello']);
  const { reader, bodies } = read('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; x\r\n\r\nhello', 10_000);
  expect(bodies).toEqual([]);
  expect(reader.head).toMatchObject({ isEventStream: true, isKept: false });
  reader.end();
  expect(bodies).toEqual(['hello']);
});

test('what the head says of the connection and the session', () => {
  const headOf = (lines: string, version = '1.1') => read(`HTTP/${version} 200 OK\r\n${lines}`, 10_000).reader.head;
  expect(headOf('Connection: close\r\ncontent-length: 1\r\n\r\n')).toMatchObject({ isKept: false });
  expect(headOf('content-length: 1\r\n\r\n', '1.0')).toMatchObject({ isKept: false });
  const kept = headOf('Keep-Alive: timeout=5, max=9\r\nMCP-SESSION-ID:  abc \r\ncontent-length: 1\r\n\r\n');
  expect(kept).toMatchObject({ isKept: true, keepAliveMs: 5_000, sessionId: 'abc' });
});

test.each<[string, string]>([
  ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ['length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ['a bad length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
  ['a bad header', 'HTTP/1.1 200 OK\r\nnothing\r\n\r\n'],
  ['gzip', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\n'],
  ['an endless head', `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(70_000)}`],
  ['a bad chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a long chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n'],
  ['an endless chunk line', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(10_000)}`],
  ['a protocol switch', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ['more than the answer', `${sized}more`],
])('refuses %s', (_, text) => {
  expect(() => read(text, 100_000)).toThrow();
  if (!text.endsWith('more')) expect(() => read(text, 1)).toThrow();
});

test('a connection that closes within the answer', () => {
  for (const text of [sized.slice(0, -1), chunked.slice(0, -1), sized.slice(0, 20)]) {
    const { reader } = read(text, 10_000);
    expect(() => reader.end()).toThrow();
  }
});
