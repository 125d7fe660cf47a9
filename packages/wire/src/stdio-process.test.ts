import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import { afterEach, describe, expect, it } from 'vitest';
import type { Line } from './line-splitter.ts';
import { findProcesses, signalProcess } from './process-sweep.ts';
import { StdioProcess, type StdioProcessOptions } from './stdio-process.ts';
import type { WireError } from './wire-error.ts';

const started: StdioProcess[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.stop({ graceMs: 0 })));
});

interface Watched {
  child: StdioProcess;
  lines: Line[];
  notes: string[];
  /** Resolves with the first line, once the program runs. */
  firstLine: Promise<Line>;
}

async function start(name: ProcessFixture, options: Partial<StdioProcessOptions> = {}): Promise<Watched> {
  const lines: Line[] = [];
  const notes: string[] = [];
  const first = Promise.withResolvers<Line>();
  const child = await StdioProcess.start({
    target: processTarget(name),
    now: () => Math.round(performance.now() * 1e6),
    maxFrameBytes: 1024 * 1024,
    events: {
      onLine: (line) => {
        lines.push(line);
        first.resolve(line);
      },
      onLifecycle: (note) => notes.push(note),
    },
    ...options,
  });
  started.push(child);
  return { child, lines, notes, firstLine: first.promise };
}

const ping = Buffer.from('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');

describe('StdioProcess.stop', () => {
  it('needs nothing but EOF for a well-behaved child', async () => {
    const { child, firstLine } = await start('answers');
    child.write(ping);
    await firstLine;
    expect(await child.stop({ graceMs: 15_000 })).toMatchObject({
      needed: 'eof',
      exitCode: 0,
      signal: null,
      orphans: 0,
    });
  });

  it('climbs to SIGTERM for a child that ignores EOF', async () => {
    const { child, firstLine, notes } = await start('ignores-eof');
    child.write(ping);
    await firstLine;
    expect(await child.stop({ graceMs: 300 })).toMatchObject({ needed: 'term', exitCode: null, signal: 'SIGTERM' });
    expect(notes).toEqual(
      expect.arrayContaining(['stdin closed', 'SIGTERM sent to the group', 'exited with signal SIGTERM']),
    );
  });

  it('climbs to SIGKILL for a child that ignores SIGTERM, too', async () => {
    const { child, firstLine } = await start('ignores-term');
    child.write(ping);
    await firstLine;
    const report = await child.stop({ graceMs: 300 });
    expect(report).toMatchObject({ needed: 'kill', signal: 'SIGKILL' });
    expect(report.durationMs).toBeGreaterThanOrEqual(600);
  });

  it('reports a child that had gone before', async () => {
    const { child } = await start('exits-at-once');
    expect(await child.exited).toEqual({ code: 3, signal: null });
    expect(await child.stop()).toMatchObject({ needed: 'gone', exitCode: 3, durationMs: 0 });
    expect(child.write(ping)).toBe(false);
  });

  it('gives the same report to everybody who asks', async () => {
    const { child } = await start('answers');
    const [first, second] = await Promise.all([child.stop(), child.stop()]);
    expect(second).toBe(first);
  });

  it.runIf(process.platform === 'linux')('kills descendants that left the session, and counts them', async () => {
    const pids = Promise.withResolvers<number[]>();
    const { child } = await start('leaves-descendants', {
      events: {
        onLine: () => undefined,
        onStderr: (chunk) => pids.resolve(chunk.toString().trim().split(' ').map(Number)),
      },
    });
    const descendants = await pids.promise;
    expect(descendants).toHaveLength(2);
    const before = findProcesses({ cookiePrefix: child.cookie });
    expect(before).toEqual(expect.arrayContaining([child.pid, ...descendants]));
    expect(await child.stop({ graceMs: 15_000 })).toMatchObject({ needed: 'eof', orphans: 2 });
    expect(findProcesses({ cookiePrefix: child.cookie })).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('kills descendants of a child that crashed, without being asked', async () => {
    const said = Promise.withResolvers<void>();
    const { child } = await start('leaves-descendants', {
      events: { onLine: () => undefined, onStderr: () => said.resolve() },
    });
    await said.promise;
    child.signal('SIGKILL');
    await child.exited;
    expect(await child.stop()).toMatchObject({ needed: 'gone', signal: 'SIGKILL', orphans: 2 });
    expect(findProcesses({ cookiePrefix: child.cookie })).toEqual([]);
  });

  it('kills at once when its signal aborts', async () => {
    const abort = new AbortController();
    const { child, firstLine } = await start('ignores-term', { signal: abort.signal });
    child.write(ping);
    await firstLine;
    abort.abort();
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe('StdioProcess streams', () => {
  it('gives the child exactly its environment and directory', async () => {
    const target = { ...processTarget('answers'), env: { ONLY: 'this' }, cwd: '/' };
    const { child, firstLine } = await start('answers', { target });
    child.write(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"test/env"}\n'));
    const { result } = JSON.parse((await firstLine).raw.toString());
    expect(result).toEqual({ names: ['MCP_LAB_COOKIE', 'ONLY'], cwd: '/' });
  });

  it('caps a giant line and goes on with the next', async () => {
    const { child, lines, firstLine } = await start('giant-line', { maxFrameBytes: 1000 });
    child.write(ping);
    await firstLine;
    await child.stop();
    expect(lines[0]?.raw).toHaveLength(1000);
    expect(lines[0]?.droppedBytes).toBeGreaterThan(4_190_000);
    expect(JSON.parse(lines[1]?.raw.toString() ?? '')).toMatchObject({ id: 1, result: {} });
  });

  it('reports the last line of a child that exits in the middle of it', async () => {
    const { child, firstLine } = await start('exits-mid-line');
    child.write(ping);
    expect(await firstLine).toMatchObject({ terminated: false, droppedBytes: 0 });
  });

  it('keeps the last words of standard error, and survives a flood of it', async () => {
    const { child, firstLine } = await start('floods-stderr');
    child.write(ping);
    await firstLine;
    expect(child.stderrTail).toMatch(/^e+\n/);
    expect(child.stderrTail.length).toBeLessThanOrEqual(8 * 1024);
    const other = await start('exits-at-once');
    await other.child.stop();
    expect(other.child.stderrTail).toContain('DEMO_API_KEY is not set');
  });

  it('refuses more bytes when the child does not read', async () => {
    const { child } = await start('never-reads');
    const block = Buffer.alloc(4 * 1024 * 1024, 'x');
    let accepted = 0;
    while (child.write(block) && accepted < 100) accepted++;
    expect(accepted).toBeLessThan(10);
  });

  it('passes other signals on', async () => {
    const { child } = await start('never-answers');
    expect(child.signal('SIGSTOP')).toBe(true);
    expect(await child.stop({ graceMs: 100 })).toMatchObject({ needed: 'kill' });
    expect(child.signal('SIGCONT')).toBe(false);
    expect(signalProcess(child.pid, 'SIGCONT')).toBe(false);
  });
});

describe('StdioProcess.start failures', () => {
  const failing = (target: Partial<StdioProcessOptions['target']>): Promise<WireError> =>
    start('answers', { target: { ...processTarget('answers'), ...target } }).then(
      () => Promise.reject(new Error('It started.')),
      (error: WireError) => error,
    );

  it('names a command that is not on the path', async () => {
    const error = await failing({ command: 'no-such-command-here', env: { PATH: '/usr/bin' } });
    expect(error.code).toBe('not-found');
    expect(error.message).toContain('/usr/bin');
  });

  it('names a file that does not exist, and one that may not be executed', async () => {
    expect(await failing({ command: '/no/such/file' })).toMatchObject({ name: 'WireError', code: 'not-found' });
    expect(await failing({ command: processTarget('answers').args[0] })).toMatchObject({ code: 'not-executable' });
  });

  it('names a working directory that is missing or is a file', async () => {
    expect(await failing({ cwd: '/no/such/directory' })).toMatchObject({ code: 'bad-directory' });
    expect(await failing({ cwd: processTarget('answers').args[0] })).toMatchObject({ code: 'bad-directory' });
  });

  it('refuses arguments with NUL, and a start that was cancelled', async () => {
    expect(await failing({ args: ['a\0b'] })).toMatchObject({ code: 'not-startable' });
    const cancelled = start('answers', { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
  });
});
