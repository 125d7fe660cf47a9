import { createTranscript } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { framesOfConnection } from './frames-of-connection.ts';

test('the frames of a connection are found in a transcript that grows', () => {
  const transcript = createTranscript();
  const append = (connection: number, note: string) =>
    transcript.append({
      kind: 'lifecycle',
      direction: 'sent',
      connection,
      stream: null,
      firstByteNs: 0,
      lastByteNs: 0,
      raw: new Uint8Array(),
      droppedBytes: 0,
      note,
    });
  append(1, 'a');
  append(2, 'b');
  expect(framesOfConnection(transcript.frames, 1).map(({ note }) => note)).toEqual(['a']);
  expect(framesOfConnection(transcript.frames, 3)).toEqual([]);
  append(1, 'c');
  append(3, 'd');
  expect(framesOfConnection(transcript.frames, 1).map(({ note }) => note)).toEqual(['a', 'c']);
  expect(framesOfConnection(transcript.frames, 3).map(({ note }) => note)).toEqual(['d']);
});
