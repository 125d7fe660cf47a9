import { describe, expect, it } from 'vitest';
import { type Clock, createTranscript } from './create-transcript.ts';
import type { Frame } from './frame.ts';

const draft = (raw: Uint8Array, kind: Frame['kind'] = 'message'): Omit<Frame, 'seq'> => ({
  kind,
  direction: 'received',
  connection: 0,
  stream: 'stdout',
  firstByteNs: 1,
  lastByteNs: 2,
  raw,
  droppedBytes: 0,
});

describe('createTranscript', () => {
  it('numbers frames without gaps and tells listeners until they leave', () => {
    const transcript = createTranscript();
    const heard: number[] = [];
    const stop = transcript.onFrame((frame) => heard.push(frame.seq));
    transcript.append(draft(Buffer.from('a')));
    transcript.append(draft(Buffer.from('b')));
    stop();
    transcript.append(draft(Buffer.from('c')));
    expect(transcript.frames.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(heard).toEqual([0, 1]);
    expect([transcript.nextConnection(), transcript.nextConnection()]).toEqual([0, 1]);
  });

  it('counts what the cap keeps out, and still tells it', () => {
    const transcript = createTranscript({ maxTranscriptBytes: 2000 });
    const heard: Frame[] = [];
    transcript.onFrame((frame) => heard.push(frame));
    for (let count = 0; count < 3; count++) transcript.append(draft(Buffer.alloc(1000)));
    expect(transcript.frames).toHaveLength(1);
    expect(transcript.dropped).toEqual({ frames: 2, bytes: 2000 });
    expect(heard.map(({ seq }) => seq)).toEqual([0, -1, -1]);
  });

  it('does not let standard error push messages out', () => {
    const transcript = createTranscript({ maxTranscriptBytes: 8000 });
    for (let count = 0; count < 100; count++) transcript.append(draft(Buffer.alloc(500), 'stderr'));
    const message = transcript.append(draft(Buffer.alloc(500)));
    expect(message.seq).toBeGreaterThanOrEqual(0);
    expect(transcript.dropped.frames).toBeGreaterThan(90);
  });

  it('counts nanoseconds from its beginning on the clock it is given', () => {
    let monotonic = 5000;
    const clock: Clock = { monotonicMs: () => monotonic, epochMs: () => 1_700_000_000_000 };
    const transcript = createTranscript({ clock });
    monotonic += 1.5;
    expect(transcript.now()).toBe(1_500_000);
    expect(transcript.startedAt).toBe(1_700_000_000_000);
  });
});
