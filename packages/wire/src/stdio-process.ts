import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import type { StopReport } from './connection.ts';
import { explainSpawnError } from './explain-spawn-error.ts';
import { type Line, LineSplitter } from './line-splitter.ts';
import { trackLiveProcess } from './live-processes.ts';
import {
  cookieVariable,
  findProcesses,
  type SweepTarget,
  signalProcess,
  startTicksOf,
  sweepProcesses,
} from './process-sweep.ts';
import type { StdioTarget } from './target.ts';
import { WireError } from './wire-error.ts';

export interface ExitStatus {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface StdioProcessEvents {
  onLine(line: Line): void;
  /** The bytes of stdout as they came, each chunk before the lines in it. */
  onStdout?(chunk: Buffer): void;
  /** What waited for the child to read it has been taken. */
  onStdinDrain?(): void;
  /** Nothing more will come from stdout. */
  onStdoutEnd?(): void;
  onStderr?(chunk: Buffer, atNs: number): void;
  /** What waited for the child to read its stdin has gone out. */
  onDrain?(): void;
  /** Spawned, signalled, exited, swept. */
  onLifecycle?(note: string, direction: 'sent' | 'received'): void;
}

export interface StdioProcessOptions {
  target: StdioTarget;
  events: StdioProcessEvents;
  /** Monotonic nanoseconds. */
  now: () => number;
  maxFrameBytes: number;
  /** Begins the cookie of the child, so that whoever started this process can find its children after a crash. */
  owner?: string;
  /** Aborting kills the child and all its descendants at once. */
  signal?: AbortSignal;
}

/** What may wait for a child that does not read its stdin. */
const maxUnreadBytes = 16 * 1024 * 1024;
/** Enough for the last lines of a stack trace. */
const stderrTailBytes = 8 * 1024;
/** How long what a dead child left in its pipe may take to arrive when a survivor holds the pipe open. */
const drainMs = 250;
/** How long the exit of a child that closed its stdout may take to be known. */
const exitNewsMs = 1000;
/** How long descendants may take to follow the child before they count as orphans and are killed. */
const survivorGraceMs = 300;
const survivorPollMs = 20;

/** A child process in its own group and session, with its pipes cut into lines, and a stop that leaves nothing behind. */
export class StdioProcess {
  readonly pid: number;
  readonly cookie: string;
  /** When it started, in clock ticks since the boot: with the pid this names one process for ever. Linux only. */
  readonly startTicks: number | undefined;
  /** Resolves once, with how the child itself ended; never rejects. */
  readonly exited: Promise<ExitStatus>;
  exitStatus: ExitStatus | undefined;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #events: StdioProcessEvents;
  readonly #now: () => number;
  readonly #untrack: () => void;
  #stderrTail = Buffer.alloc(0);
  readonly #reaped: Promise<number>;
  /** Everything the child wrote has been read. */
  readonly #drained: Promise<boolean>;
  #stopping: Promise<StopReport> | undefined;

  /** Throws WireError when it cannot be started or the signal is already aborted. */
  static async start(options: StdioProcessOptions): Promise<StdioProcess> {
    const { target, signal } = options;
    if (signal?.aborted) throw new WireError('aborted', 'The start was cancelled.', 'Start it again.');
    const cookie = `${options.owner ?? 'lab'}:${randomUUID()}`;
    const child = await spawnChild(target, cookie);
    return new StdioProcess(child, cookie, options);
  }

  private constructor(child: ChildProcessWithoutNullStreams, cookie: string, options: StdioProcessOptions) {
    this.#child = child;
    this.#events = options.events;
    this.#now = options.now;
    this.pid = child.pid as number;
    this.cookie = cookie;
    this.startTicks = startTicksOf(this.pid);
    this.#untrack = trackLiveProcess({ killNow: () => this.killNow() });
    this.#note(`spawned pid ${this.pid}`, 'sent');
    const splitter = new LineSplitter(options.maxFrameBytes, (line) => this.#events.onLine(line));
    child.stdout.on('data', (chunk: Buffer) => {
      this.#events.onStdout?.(chunk);
      splitter.push(chunk, this.#now());
    });
    child.stdin.on('drain', () => this.#events.onStdinDrain?.());
    child.stderr.on('data', (chunk: Buffer) => this.#takeStderr(chunk));
    child.on('error', (error) => this.#note(`process: ${error.message}`, 'received'));
    // A write to a child that has gone fails with EPIPE here; its exit says the same and says why.
    child.stdin.on('error', (error) => this.#note(`stdin: ${error.message}`, 'received'));
    child.stdin.on('drain', () => this.#events.onDrain?.());
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('error', (error) => this.#note(`pipe: ${error.message}`, 'received'));
    }
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.exitStatus = { code, signal };
        this.#note(`exited with ${describeExit(this.exitStatus)}`, 'received');
        resolve(this.exitStatus);
      });
    });
    const allClosed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const stdoutClosed = new Promise<void>((resolve) => child.stdout.once('close', resolve));
    // A survivor that holds the pipes keeps them from closing: what the child itself wrote is there long before.
    this.#drained = this.exited.then(() => settlesWithin(allClosed, drainMs));
    // Stdout closes a moment before the exit is known, and its end is best explained by that.
    const explained = stdoutClosed.then(() => settlesWithin(this.exited, exitNewsMs));
    void Promise.race([this.#drained, explained]).then(() => {
      splitter.end(this.#now());
      this.#events.onStdoutEnd?.();
    });
    this.#reaped = this.exited.then(() => this.#reapSurvivors());
    if (options.signal !== undefined) this.#killOnAbort(options.signal);
  }

  /** The last bytes of standard error, as text. */
  get stderrTail(): string {
    return this.#stderrTail.toString('utf8');
  }

  /** Whether its stdin still takes bytes. */
  get writable(): boolean {
    return this.exitStatus === undefined && this.#child.stdin.writable;
  }

  /** Whether it leaves so much unread that a writer does well to wait for `onStdinDrain`. */
  get isBehind(): boolean {
    return this.#child.stdin.writableNeedDrain;
  }

  /** Bytes that wait for the child to read its stdin; while there are many, `onDrain` tells when they have gone. */
  get queuedBytes(): number {
    return this.#child.stdin.writableLength;
  }

  /** Queues bytes for stdin. False when the child has gone, closed its stdin, or left too much unread. */
  write(...chunks: readonly Uint8Array[]): boolean {
    const { stdin } = this.#child;
    if (!this.writable || stdin.writableLength > maxUnreadBytes) return false;
    for (const chunk of chunks) stdin.write(chunk);
    return true;
  }

  /** Closes stdin only: the polite first step of `stop`. */
  closeStdin(): void {
    this.#child.stdin.end();
  }

  /** Drops both pipes as a client does that is killed: the child reads the end of stdin, and its next write fails. */
  breakPipes(): void {
    this.#note('pipes broken', 'sent');
    this.#child.stdin.destroy();
    this.#child.stdout.destroy();
  }

  /** Sends a signal to the child itself, for example SIGSTOP; false when it has gone. */
  signal(name: NodeJS.Signals): boolean {
    if (this.exitStatus !== undefined) return false;
    this.#note(`${name} sent`, 'sent');
    return signalProcess(this.pid, name);
  }

  /** False stops reading its stdout, so that its pipe fills up; true goes on. */
  readStdout(isRead: boolean): void {
    if (isRead) this.#child.stdout.resume();
    else this.#child.stdout.pause();
  }

  /** The same for its standard error. */
  readStderr(isRead: boolean): void {
    if (isRead) this.#child.stderr.resume();
    else this.#child.stderr.pause();
  }

  /** Stdin EOF, then SIGTERM, then SIGKILL, each after `graceMs`; then whatever descendants are left. */
  stop(options: { graceMs?: number } = {}): Promise<StopReport> {
    this.#stopping ??= this.#climbLadder(options.graceMs ?? 2000);
    return this.#stopping;
  }

  /** SIGKILL for the child and all its descendants, without waiting. */
  killNow(): void {
    if (this.exitStatus === undefined) {
      this.#note('SIGKILL sent to the group', 'sent');
      signalProcess(-this.pid, 'SIGKILL');
    }
    this.#sweep();
    this.#untrack();
  }

  async #climbLadder(graceMs: number): Promise<StopReport> {
    const startedNs = this.#now();
    const needed = await this.#endChild(graceMs);
    const status = await this.exited;
    const durationMs = needed === 'gone' ? 0 : (this.#now() - startedNs) / 1e6;
    const orphans = await this.#reaped;
    await this.#drained;
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
    return { needed, exitCode: status.code, signal: status.signal, durationMs, orphans };
  }

  async #endChild(graceMs: number): Promise<StopReport['needed']> {
    if (this.exitStatus !== undefined) return 'gone';
    this.#note('stdin closed', 'sent');
    this.closeStdin();
    if (await settlesWithin(this.exited, graceMs)) return 'eof';
    this.#note('SIGTERM sent to the group', 'sent');
    signalProcess(-this.pid, 'SIGTERM');
    if (await settlesWithin(this.exited, graceMs)) return 'term';
    this.#note('SIGKILL sent to the group', 'sent');
    signalProcess(-this.pid, 'SIGKILL');
    return 'kill';
  }

  /** Descendants get a moment to follow their parent; then they are killed. Returns how many had to be. */
  async #reapSurvivors(): Promise<number> {
    const deadlineNs = this.#now() + survivorGraceMs * 1e6;
    let orphans = 0;
    while (this.#hasSurvivors()) {
      if (this.#now() >= deadlineNs) {
        orphans = this.#sweep();
        break;
      }
      await setTimeoutPromise(survivorPollMs);
    }
    if (orphans > 0) this.#note(`killed ${orphans} surviving descendants`, 'sent');
    this.#untrack();
    return orphans;
  }

  #hasSurvivors(): boolean {
    // Without /proc only the group is known, and only whether somebody is still in it.
    return process.platform === 'linux' ? findProcesses(this.#descendants()).length > 0 : signalProcess(-this.pid, 0);
  }

  #sweep(): number {
    if (process.platform === 'linux') return sweepProcesses(this.#descendants());
    return signalProcess(-this.pid, 'SIGKILL') ? 1 : 0;
  }

  #descendants(): SweepTarget {
    const { cookie, pid, startTicks } = this;
    return { cookiePrefix: cookie, sessionId: pid, exceptPid: pid, startedSinceTicks: startTicks };
  }

  #takeStderr(chunk: Buffer): void {
    const joined = Buffer.concat([this.#stderrTail, chunk.subarray(-stderrTailBytes)]);
    this.#stderrTail = joined.subarray(Math.max(0, joined.length - stderrTailBytes));
    this.#events.onStderr?.(chunk, this.#now());
  }

  #killOnAbort(signal: AbortSignal): void {
    const kill = () => this.killNow();
    if (signal.aborted) kill();
    signal.addEventListener('abort', kill, { once: true });
    void this.exited.then(() => signal.removeEventListener('abort', kill));
  }

  #note(note: string, direction: 'sent' | 'received'): void {
    this.#events.onLifecycle?.(note, direction);
  }
}

/** Whether a promise that never rejects settles in this time. */
async function settlesWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(late.resolve, timeoutMs, false);
  const settled = await Promise.race([promise.then(() => true), late.promise]);
  clearTimeout(timer);
  return settled;
}

export function describeExit(status: ExitStatus): string {
  return status.signal === null ? `code ${status.code}` : `signal ${status.signal}`;
}

async function spawnChild(target: StdioTarget, cookie: string): Promise<ChildProcessWithoutNullStreams> {
  try {
    const child = spawn(target.command, target.args, {
      cwd: target.cwd,
      env: { ...target.env, [cookieVariable]: cookie },
      // A session of its own: signals reach the whole group, and a terminal's Ctrl-C does not reach it.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    return child;
  } catch (error) {
    throw await explainSpawnError(target, error);
  }
}
