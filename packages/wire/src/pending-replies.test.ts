import { describe, expect, it } from 'vitest';
import type { Expectation } from './channel.ts';
import type { Reply } from './connection.ts';
import { createTranscript } from './create-transcript.ts';
import type { Frame } from './frame.ts';
import type { JsonValue } from './json.ts';
import { PendingReplies } from './pending-replies.ts';

const transcript = createTranscript();

function frameOf(json: JsonValue | undefined): Frame {
  return transcript.append({
    kind: 'message',
    direction: 'received',
    connection: 0,
    stream: 'stdout',
    firstByteNs: 0,
    lastByteNs: 0,
    raw: Buffer.from(JSON.stringify(json) ?? 'no json'),
    droppedBytes: 0,
    json,
  });
}

function setUp() {
  const replies = new PendingReplies();
  const wait = (expectation: Expectation, options: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<Reply> =>
    replies.add({ expect: expectation, sent: [], startedNs: 0, timeoutMs: 10_000, now: transcript.now, ...options })
      .reply;
  const deliver = (json: JsonValue | undefined) => replies.deliver(frameOf(json));
  return { replies, wait, deliver };
}

const result = (id: JsonValue, value: JsonValue = {}) => ({ jsonrpc: '2.0', id, result: value });

describe('PendingReplies', () => {
  it('gives answers to their ids in any order', async () => {
    const { wait, deliver } = setUp();
    const waits = [1, 2, 3].map((id) => wait([id]));
    for (const id of [3, 1, 2]) deliver(result(id, { of: id }));
    const replies = await Promise.all(waits);
    expect(replies.map((reply) => reply.result)).toEqual([{ of: 1 }, { of: 2 }, { of: 3 }]);
  });

  it('keeps ids of different types apart', async () => {
    const { wait, deliver, replies } = setUp();
    const waits = [1, '1', null, [1], true].map((id) => wait([id as JsonValue]));
    deliver(result('1', 'text'));
    deliver(result([1], 'array'));
    deliver(result(1, 'number'));
    replies.settleAll('closed');
    const got = (await Promise.all(waits)).map(({ outcome, result: value }) => [outcome, value]);
    expect(got).toEqual([
      ['answered', 'number'],
      ['answered', 'text'],
      ['closed', undefined],
      ['answered', 'array'],
      ['closed', undefined],
    ]);
  });

  it('serves duplicate ids in order, and leaves a second answer to nobody', async () => {
    const { wait, deliver } = setUp();
    const first = wait([7]);
    const second = wait([7]);
    deliver(result(7, 'a'));
    deliver(result(7, 'b'));
    deliver(result(7, 'c'));
    expect([(await first).result, (await second).result]).toEqual(['a', 'b']);
  });

  it('takes a malformed response as the answer to its id', async () => {
    const { wait, deliver } = setUp();
    const reply = wait([1]);
    deliver({ id: 1 });
    expect(await reply).toMatchObject({ outcome: 'answered', message: { id: 1 } });
  });

  it('collects what belongs to nobody as related, not the answers of others', async () => {
    const { wait, deliver } = setUp();
    const other = wait([1]);
    const reply = wait([2]);
    deliver({ jsonrpc: '2.0', method: 'notifications/progress' });
    deliver(result(1));
    deliver({ jsonrpc: '2.0', id: 2, method: 'roots/list' });
    deliver(result(99));
    deliver(undefined);
    deliver(result(2));
    await other;
    const { related, frame } = await reply;
    expect(related.map(({ json }) => json)).toEqual([
      { jsonrpc: '2.0', method: 'notifications/progress' },
      { jsonrpc: '2.0', id: 2, method: 'roots/list' },
      result(99),
      undefined,
    ]);
    expect(frame?.json).toEqual(result(2));
  });

  it('gives an error without an id to the only wait there is', async () => {
    const { wait, deliver } = setUp();
    const alone = wait([1]);
    deliver({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } });
    expect(await alone).toMatchObject({ outcome: 'answered', error: { code: -32700 } });

    const [one, two] = [wait([2]), wait([3])];
    deliver({ jsonrpc: '2.0', error: { code: -32600, message: 'Invalid' } });
    deliver(result(2));
    deliver(result(3));
    expect((await one).outcome).toBe('answered');
    expect((await two).related).toHaveLength(1);
  });

  it('answers a batch when all its ids are, in one frame or in many', async () => {
    const { wait, deliver } = setUp();
    const together = wait([1, 2]);
    deliver([result(2, 'b'), result(1, 'a')]);
    expect(await together).toMatchObject({ outcome: 'answered', message: { id: 2 } });
    const apart = wait([1, 2], { timeoutMs: 50 });
    deliver(result(1));
    expect(await apart).toMatchObject({ outcome: 'silent', message: { id: 1 } });
  });

  it('gives anything but chatter to a wait for anything', async () => {
    const { wait, deliver } = setUp();
    const reply = wait('anything');
    deliver({ jsonrpc: '2.0', method: 'notifications/message' });
    deliver({ jsonrpc: '2.0', id: 5, error: { code: -32600, message: 'Invalid' } });
    expect(await reply).toMatchObject({ outcome: 'answered', error: { code: -32600 } });
    expect((await reply).related).toHaveLength(1);
    const unreadable = wait('anything');
    deliver(undefined);
    const { outcome, frame, message } = await unreadable;
    expect([outcome, frame?.raw.toString(), message]).toEqual(['answered', 'no json', undefined]);
  });

  it('ends in silence, by abort, and by the end of the stream', async () => {
    const { wait, replies } = setUp();
    const abort = new AbortController();
    const silent = wait([1], { timeoutMs: 1 });
    const aborted = wait([2], { signal: abort.signal });
    const late = wait([3], { signal: AbortSignal.abort() });
    const closed = wait([4]);
    abort.abort();
    expect((await silent).outcome).toBe('silent');
    expect(await aborted).toMatchObject({ outcome: 'failed', failure: 'aborted' });
    expect(await late).toMatchObject({ outcome: 'failed', failure: 'aborted' });
    replies.settleAll('closed', 'the process exited');
    expect(await closed).toMatchObject({ outcome: 'closed', failure: 'the process exited' });
  });
});
