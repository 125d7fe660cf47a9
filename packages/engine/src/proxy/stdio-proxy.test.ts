import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { Injection } from '@mcp-lab/contracts';
import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import { findProcesses, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { afterEach, describe, expect, test } from 'vitest';
import { parseFault } from './parse-fault.ts';
import { StdioProxy } from './stdio-proxy.ts';

/** A client's end of a proxy. */
class Link {
  readonly proxy: StdioProxy;
  readonly injections: Injection[];
  readonly problems: string[];
  readonly output: PassThrough;
  readonly #input: PassThrough;
  readonly #lines: AsyncIterator<string>;

  static async open(fixture: ProcessFixture, faults: string[] = []): Promise<Link> {
    const input = new PassThrough();
    const output = new PassThrough();
    const injections: Injection[] = [];
    const problems: string[] = [];
    const proxy = await StdioProxy.start({
      target: processTarget(fixture),
      input,
      output,
      closeOutput: () => output.end(),
      faults: faults.map(parseFault),
      seed: 1,
      graceMs: 500,
      owner: 'proxy-test',
      onStderr: () => {},
      onInjected: (injection) => injections.push(injection),
      onProblem: (fault, reason) => problems.push(`${fault.kind}: ${reason}`),
    });
    return new Link({ proxy, injections, problems, output }, input);
  }

  private constructor(parts: Pick<Link, 'proxy' | 'injections' | 'problems' | 'output'>, input: PassThrough) {
    this.proxy = parts.proxy;
    this.injections = parts.injections;
    this.problems = parts.problems;
    this.output = parts.output;
    this.#input = input;
    this.#lines = createInterface({ input: parts.output })[Symbol.asyncIterator]();
  }

  ping(id: number): void {
    this.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n`);
  }

  write(text: string | Buffer): void {
    this.#input.write(text);
  }

  endInput(): void {
    this.#input.end();
  }

  /** The next line, as text. */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('the output has ended');
    return value;
  }

  async json(): Promise<JsonObject> {
    const value: JsonValue = JSON.parse(await this.line());
    if (!isJsonObject(value)) throw new Error(`${JSON.stringify(value)} is no object`);
    return value;
  }
}

const links: Link[] = [];
async function open(fixture: ProcessFixture = 'answers', faults: string[] = []): Promise<Link> {
  const link = await Link.open(fixture, faults);
  links.push(link);
  return link;
}
afterEach(async () => {
  for (const { proxy } of links) proxy.stop();
  await Promise.all(links.splice(0).map(({ proxy }) => proxy.ended));
  expect(findProcesses({ cookiePrefix: 'proxy-test' })).toEqual([]);
});

test('without a fault every byte passes as it is, and the server leaves with the client', async () => {
  const link = await open();
  // Cut in the middle of a line, and of a character; with blanks that no JSON printer would leave.
  const bytes = Buffer.from('{ "jsonrpc":"2.0",\t"id":"ä" ,"method":"ping"}\r\n');
  for (const byte of bytes) link.write(Buffer.from([byte]));
  link.ping(2);
  expect([await link.json(), await link.json()]).toMatchObject([{ result: {} }, { id: 2, result: {} }]);
  expect(link.injections).toEqual([]);
  link.endInput();
  expect(await link.proxy.ended).toMatchObject({ exit: { code: 0 }, report: { needed: 'eof', orphans: 0 } });
});

test('each fault of the wire and of MCP has its effect, and none once it is taken away', async () => {
  const link = await open();
  let id = 0;
  const pingWith = async (...faults: string[]) => {
    await link.proxy.arm(faults.map(parseFault));
    link.ping(++id);
  };
  const isSound = async () => {
    await link.proxy.disarm();
    link.ping(++id);
    expect(await link.json()).toMatchObject({ id, result: {} });
  };

  let startedMs = performance.now();
  await pingWith('latency,ms=60,direction=to-client');
  expect(await link.json()).toMatchObject({ id });
  expect(performance.now() - startedMs).toBeGreaterThan(55);
  await isSound();

  startedMs = performance.now();
  await pingWith('bandwidth,bytesPerSecond=500,direction=to-client');
  expect(await link.json()).toMatchObject({ id });
  expect(performance.now() - startedMs).toBeGreaterThan(50);

  await pingWith('slice,bytes=5,ms=1');
  expect(await link.json()).toMatchObject({ id });

  for (const kind of ['blackhole', 'drop', 'drop,direction=to-server']) {
    const before = link.injections.length;
    await pingWith(kind);
    await expect.poll(() => link.injections.length, { timeout: 10_000 }).toBeGreaterThan(before);
    await isSound();
  }

  await pingWith('truncate,direction=to-client,bytes=9');
  expect(await link.line()).toBe('{"jsonrpc');
  await pingWith('corrupt,direction=to-client');
  expect(await link.line()).not.toBe(JSON.stringify({ jsonrpc: '2.0', id, result: {} }));
  await pingWith('malformed,direction=to-client');
  expect(await link.line()).toBe(`{"jsonrpc":"2.0","id":${id},"result":{}`);
  await isSound();

  await pingWith('duplicate');
  expect([await link.json(), await link.json()]).toMatchObject([{ id }, { id }]);
  await pingWith('duplicate-response');
  expect([await link.json(), await link.json()]).toMatchObject([{ id }, { id }]);
  await pingWith('wrong-id');
  expect(await link.json()).toMatchObject({ id: id + 1_000_003 });
  await pingWith('oversized,bytes=100000');
  expect((await link.line()).length).toBeGreaterThan(100_000);
  await pingWith('unsolicited,method=notifications/odd');
  expect([await link.json(), await link.json()]).toMatchObject([{ method: 'notifications/odd' }, { id }]);

  await pingWith('reorder,direction=to-server,every=2');
  expect(await link.json()).toMatchObject({ id });
  link.ping(++id);
  link.ping(++id);
  expect([await link.json(), await link.json()]).toMatchObject([{ id }, { id: id - 1 }]);
  await isSound();

  expect(new Set(link.injections.map(({ kind }) => kind)).size).toBe(14);
  expect(link.injections.find(({ kind }) => kind === 'wrong-id')).toMatchObject({
    direction: 'to-client',
    method: 'ping',
    scope: 'message',
  });
});

test('only what a fault is meant for is struck: method, every Nth, chance of the seed', async () => {
  const link = await open('answers', ['drop,methods=test/*', 'wrong-id,every=2']);
  link.write('{"jsonrpc":"2.0","id":1,"method":"test/env"}\n');
  link.ping(2);
  link.ping(3);
  expect([await link.json(), await link.json()]).toMatchObject([{ id: 1_000_005 }, { id: 3 }]);
  const struck = async () => {
    await link.proxy.arm([parseFault('duplicate-response,probability=0.5')]);
    link.injections.length = 0;
    for (let id = 10; id < 30; id++) link.ping(id);
    for (let id = 10; id < 30; id++) while ((await link.json()).id !== id);
    return link.injections.map(({ id }) => id);
  };
  const first = await struck();
  expect(first.length).toBeGreaterThan(3);
  expect(first.length).toBeLessThan(17);
  expect(await struck()).toEqual(first);
});

test('a fault has its time', async () => {
  const link = await open('answers', ['drop,afterSeconds=60', 'wrong-id,seconds=60']);
  link.ping(1);
  expect(await link.json()).toMatchObject({ id: 1_000_004 });
});

describe('faults that end the connection', () => {
  test('reset: the client sees the end, the server both pipes broken', async () => {
    const link = await open('answers', ['reset']);
    link.ping(1);
    expect(await link.proxy.ended).toMatchObject({ wasReset: true, report: { needed: 'gone' } });
    await expect(link.line()).rejects.toThrow('ended');
    expect(link.injections).toMatchObject([{ kind: 'reset', scope: 'connection' }]);
  });

  test('slow-close: the end of the client reaches the server later', async () => {
    const link = await open('answers', ['slow-close,ms=100,direction=to-server']);
    link.ping(1);
    await link.json();
    const startedMs = performance.now();
    link.endInput();
    await link.proxy.ended;
    expect(performance.now() - startedMs).toBeGreaterThan(95);
  });

  test('slow-close: what is held back is let go when the fault is taken away', async () => {
    const link = await open('answers', ['slow-close,ms=600000,direction=to-server']);
    link.ping(1);
    await link.json();
    link.endInput();
    await expect.poll(() => link.injections.length, { timeout: 10_000 }).toBe(1);
    await link.proxy.disarm();
    expect(await link.proxy.ended).toMatchObject({ wasReset: false });
  });

  test('kill, at once or in the middle of a call', async () => {
    const atOnce = await open('answers', ['kill']);
    expect(await atOnce.proxy.ended).toMatchObject({ exit: { signal: 'SIGKILL' } });
    const inCall = await open('answers', ['kill,methods=ping,signal=SIGABRT']);
    inCall.write('{"jsonrpc":"2.0","id":1,"method":"test/env"}\n');
    expect(await inCall.json()).toMatchObject({ id: 1 });
    inCall.ping(2);
    expect(await inCall.proxy.ended).toMatchObject({ exit: { signal: 'SIGABRT' } });
  });
});

test.skipIf(process.platform !== 'linux')('faults of the process come and go', async () => {
  const link = await open();
  const { readFileSync } = await import('node:fs');
  const { pid } = link.proxy.process;
  link.ping(0);
  await link.json();
  const limits = () => readFileSync(`/proc/${pid}/limits`, 'latin1');
  const softLimit = (name: string) => new RegExp(`^${name} +(\\S+)`, 'm').exec(limits())?.[1];
  const state = () => readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '')[0];
  const before = limits();

  await link.proxy.arm(['memory', 'open-files,free=3', 'disk-full,bytes=7'].map(parseFault));
  expect(link.problems).toEqual([]);
  expect(Number(softLimit('Max address space'))).toBeGreaterThan(64 * 1024 * 1024);
  expect(Number(softLimit('Max open files'))).toBeLessThan(200);
  expect(softLimit('Max file size')).toBe('7');
  await link.proxy.disarm();
  expect(limits()).toBe(before);

  await link.proxy.arm([parseFault('pause')]);
  await expect.poll(state, { timeout: 10_000, interval: 5 }).toBe('T');
  link.ping(1);
  await link.proxy.disarm();
  expect(await link.json()).toMatchObject({ id: 1 });

  await link.proxy.arm([parseFault('cpu,percent=20')]);
  await expect.poll(state, { timeout: 10_000, interval: 5 }).toBe('T');
  await link.proxy.disarm();
  link.ping(2);
  expect(await link.json()).toMatchObject({ id: 2 });

  // A server that is paused is not left behind.
  await link.proxy.arm([parseFault('pause')]);
  link.proxy.stop();
  expect(await link.proxy.ended).toMatchObject({ exit: { code: 0 } });
});

test('a server that does not read or will not leave is no hindrance', async () => {
  const link = await open('never-reads');
  for (let id = 0; id < 3_000; id++) link.ping(id);
  link.proxy.stop();
  await link.proxy.ended;
});
