import { createTranscript } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Result } from './result.ts';
import { storeTranscript } from './store-transcript.ts';

const plain = (text: string) => text;

function transcriptOf(...texts: string[][]) {
  const transcript = createTranscript();
  for (const [connection, lines] of texts.entries()) {
    for (const text of lines) {
      transcript.append({
        kind: 'message',
        direction: 'received',
        connection,
        stream: 'stdout',
        firstByteNs: 0,
        lastByteNs: 0,
        raw: Buffer.from(text),
        droppedBytes: 0,
      });
    }
  }
  return transcript;
}

const withEvidence = (...evidence: number[]) => [{ evidence } as Result];

test('within the cap everything is stored', () => {
  const stored = storeTranscript(transcriptOf(['a', 'b'], ['c']), plain, []);
  expect(stored.frames.map((frame) => frame.text)).toEqual(['a', 'b', 'c']);
  expect(stored).toMatchObject({ dropped: { frames: 0, bytes: 0 }, incompleteConnections: [] });
});

test('past the cap whole connections go, those with evidence last', () => {
  const long = 'x'.repeat(2_000);
  const stored = storeTranscript(transcriptOf([long, 'a'], [long, 'b'], ['c']), plain, withEvidence(3), 3_500);
  expect(stored.frames.map((frame) => frame.text)).toEqual([long, 'b', 'c']);
  expect(stored).toMatchObject({ dropped: { frames: 2, bytes: 2_001 }, incompleteConnections: [0] });
});

test('evidence stays even from a connection that is too big, cut to an excerpt', () => {
  const giant = 'y'.repeat(100_000);
  const stored = storeTranscript(transcriptOf([giant, 'a']), plain, withEvidence(0), 3_500);
  expect(stored.frames).toHaveLength(1);
  expect(stored.frames[0]).toMatchObject({ seq: 0, droppedBytes: 100_000 - 16_384 });
  expect(stored).toMatchObject({ dropped: { frames: 1, bytes: 1 }, incompleteConnections: [0] });
});

test('bytes that are not UTF-8 are kept exactly', () => {
  const transcript = transcriptOf([]);
  const raw = Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d);
  transcript.append({
    kind: 'message',
    direction: 'received',
    connection: 0,
    stream: 'stdout',
    firstByteNs: 0,
    lastByteNs: 0,
    raw,
    droppedBytes: 0,
    parseError: 'not UTF-8',
  });
  const [frame] = storeTranscript(transcript, plain, []).frames;
  expect(frame).toMatchObject({ encoding: 'base64', text: Buffer.from(raw).toString('base64') });
});
