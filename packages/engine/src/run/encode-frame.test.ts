import { createTranscript, type Frame } from '@mcp-lab/wire';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from './encode-frame.ts';

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
const keep = (text: string) => text;

describe('encodeFrame', () => {
  it('survives JSON and gives the frame back', () => {
    const transcript = createTranscript();
    const frames = [
      transcript.append({ ...draft(Buffer.from('{"a":"ä"}')), json: { a: 'ä' }, terminated: true }),
      transcript.append({
        ...draft(Buffer.from('nonsense')),
        parseError: 'no JSON',
        sse: { event: 'message', id: '7' },
      }),
      transcript.append({
        ...draft(Buffer.alloc(0), 'http-response'),
        http: { status: 200, headers: [['X', 'y']] },
        note: 'n',
      }),
    ];
    for (const frame of frames) {
      expect(decodeFrame(JSON.parse(JSON.stringify(encodeFrame(frame, keep))))).toEqual(frame);
    }
  });

  it('keeps bytes that are not UTF-8', () => {
    const frame = createTranscript().append({ ...draft(Buffer.from([0xff, 0x00, 0xc3])), parseError: 'no UTF-8' });
    const encoded = encodeFrame(frame, keep);
    expect(encoded.encoding).toBe('base64');
    expect([...decodeFrame(encoded).raw]).toEqual([0xff, 0x00, 0xc3]);
  });

  it('shows every piece of text to the redaction', () => {
    const hide = (text: string) => text.replaceAll('s3cret', '[redacted]');
    const frame = createTranscript().append({
      ...draft(Buffer.from('{"a":"s3cret"}'), 'http-request'),
      http: { method: 'POST', url: 'http://h/?k=s3cret', headers: [['Authorization', 'Bearer s3cret']] },
      note: 's3cret',
    });
    expect(JSON.stringify(encodeFrame(frame, hide))).not.toContain('s3cret');
  });
});
