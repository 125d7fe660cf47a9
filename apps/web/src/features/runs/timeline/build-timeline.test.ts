import type { FrameBrief } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { buildTimeline, pairFrames } from './build-timeline.ts';

let seq = 0;
function frame(more: Partial<FrameBrief>): FrameBrief {
  const at = seq++;
  return {
    seq: at,
    kind: 'message',
    direction: 'sent',
    connection: 1,
    stream: null,
    firstByteNs: at * 100,
    lastByteNs: at * 100 + 10,
    length: 20,
    droppedBytes: 0,
    ...more,
  };
}
const ask = (id: string, more: Partial<FrameBrief> = {}) => frame({ rpc: { method: 'tools/list', id }, ...more });
const answer = (id: string, more: Partial<FrameBrief> = {}) =>
  frame({ direction: 'received', rpc: { id, answer: 'result' }, ...more });

test('a request and its answer are one bar, also when another one lies between', () => {
  const frames = [ask('1'), ask('2'), answer('2'), answer('1')];
  const spans = pairFrames(frames);
  expect(spans.map(({ frames: own, open }) => [own.map((one) => one.seq), open])).toEqual([
    [[frames[0]?.seq, frames[3]?.seq], false],
    [[frames[1]?.seq, frames[2]?.seq], false],
  ]);
  expect(spans[0]?.endNs).toBe(frames[3]?.lastByteNs);
});

test('both sides may use the same id', () => {
  const own = ask('1');
  const asked = frame({ direction: 'received', rpc: { method: 'roots/list', id: '1' } });
  const ours = frame({ direction: 'sent', rpc: { id: '1', answer: 'error' } });
  const spans = pairFrames([own, asked, ours, answer('1')]);
  expect(spans.map(({ kind, bad, frames }) => [kind, bad, frames.length])).toEqual([
    ['call', false, 2],
    ['asked', true, 2],
  ]);
});

test('an id that is used again pairs with the newest request; what nobody answers stays open', () => {
  const spans = pairFrames([ask('1'), answer('1'), ask('1'), answer('9')]);
  expect(spans.map(({ kind, open, frames }) => [kind, open, frames.length])).toEqual([
    ['call', false, 2],
    ['call', true, 1],
    ['stray', false, 1],
  ]);
});

test('HTTP heads are paired by their stream', () => {
  const spans = pairFrames([
    frame({ kind: 'http-request', stream: 'post-1', http: { method: 'POST' } }),
    ask('1', { stream: 'post-1' }),
    frame({ kind: 'http-response', direction: 'received', stream: 'post-1', http: { status: 404 } }),
    answer('1', { stream: 'post-1' }),
  ]);
  expect(spans.map(({ kind, bad, frames }) => [kind, bad, frames.length])).toEqual([
    ['http', true, 2],
    ['call', false, 2],
  ]);
});

test('what runs at the same time gets a lane of its own; each connection has a name', () => {
  const frames = [ask('1'), ask('2'), answer('1'), answer('2'), ask('1', { connection: 2 })];
  const info = { connection: 2, revision: '2025-11-25', purpose: 'check', checkId: 'init-first' } as const;
  const { lanes, spanOf, startNs, endNs } = buildTimeline(frames, [info]);
  expect(lanes.map(({ connection, label, detail }) => [connection, label, detail])).toEqual([
    [1, '#1', ''],
    [1, null, ''],
    [2, '#2', 'init-first · 2025-11-25'],
  ]);
  expect(spanOf.get(frames[3]?.seq ?? -1)?.frames).toHaveLength(2);
  expect([startNs, endNs]).toEqual([frames[0]?.firstByteNs, frames[4]?.lastByteNs]);
});

test('a run without frames has an empty timeline', () => {
  expect(buildTimeline([], [])).toMatchObject({ lanes: [], startNs: 0, endNs: 0 });
});
