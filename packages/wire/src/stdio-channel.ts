import type { Channel, Outgoing, ServerRequestListener } from './channel.ts';
import type { Reply, StopReport } from './connection.ts';
import type { Frame } from './frame.ts';
import type { Line } from './line-splitter.ts';
import { isRequest, messagesOf } from './message-shape.ts';
import type { WireLimits } from './open-options.ts';
import { parseJson } from './parse-json.ts';
import { PendingReplies } from './pending-replies.ts';
import { describeExit, StdioProcess } from './stdio-process.ts';
import type { StdioTarget } from './target.ts';
import type { Transcript } from './transcript.ts';

export interface StdioChannelOptions {
  target: StdioTarget;
  transcript: Transcript;
  connection: number;
  limits: WireLimits;
  owner?: string;
  signal?: AbortSignal;
  onServerRequest: ServerRequestListener;
}

const noBytes = Buffer.alloc(0);
const lineEnd = Buffer.from('\n');
const pipeBytes = 64 * 1024;

/** Frames over the pipes of one process. */
export class StdioChannel implements Channel {
  readonly transport = 'stdio';
  readonly #options: StdioChannelOptions;
  readonly #pending = new PendingReplies();
  #process: StdioProcess | undefined;
  #stdoutEnded = false;
  #stopped = false;

  /** Throws WireError when the process cannot be started. */
  static async start(options: StdioChannelOptions): Promise<StdioChannel> {
    const channel = new StdioChannel(options);
    const { target, transcript, limits, owner, signal } = options;
    channel.#process = await StdioProcess.start({
      target,
      now: transcript.now,
      maxFrameBytes: limits.maxFrameBytes,
      owner,
      signal,
      events: {
        onLine: (line) => channel.#takeLine(line),
        onStdoutEnd: () => channel.#endStdout(),
        onStderr: (chunk, atNs) => channel.#appendStderr(chunk, atNs),
        onLifecycle: (note, direction) => channel.#appendNote(note, direction),
      },
    });
    return channel;
  }

  private constructor(options: StdioChannelOptions) {
    this.#options = options;
  }

  get process(): StdioProcess {
    if (this.#process === undefined) throw new Error('The channel has not been started.');
    return this.#process;
  }

  get closed(): boolean {
    return this.#stopped || this.#stdoutEnded || this.#process?.exitStatus !== undefined;
  }

  async send(outgoing: Outgoing): Promise<Reply> {
    const { now } = this.#options.transcript;
    const startedNs = now();
    const { expect, timeoutMs, onRelated } = outgoing;
    const sent: Frame[] = [];
    // A wait stands before its bytes are written: the answer must find it in place.
    const pending = this.#pending.add({
      expect,
      sent,
      startedNs,
      timeoutMs,
      signal: outgoing.options.signal,
      onRelated,
      now,
    });
    if (this.closed) {
      pending.settle('closed', this.#ending());
      return pending.reply;
    }
    sent.push(this.#appendSent(outgoing, startedNs));
    if (!this.#write(outgoing)) {
      pending.settle('failed', 'stdin takes no more bytes: it is closed, or the process does not read it');
    }
    if (expect === 'nothing') pending.settle('silent');
    return pending.reply;
  }

  sendOnSocket(): Promise<Reply> {
    throw new TypeError('rawExchange is for HTTP: stdio has sendRaw.');
  }

  fetch(): Promise<Reply> {
    throw new TypeError('fetch is for HTTP: a stdio session has no methods and URLs.');
  }

  async close(graceMs: number | undefined): Promise<StopReport> {
    this.#stopped = true;
    this.#pending.settleAll('closed', 'the session was closed');
    return this.process.stop({ graceMs });
  }

  #write({ bytes, terminate }: Outgoing): boolean {
    if (!terminate) return this.process.write(bytes);
    // One write for what fits into a pipe, no copy of what is large.
    if (bytes.length <= pipeBytes) return this.process.write(Buffer.concat([bytes, lineEnd]));
    return this.process.write(bytes, lineEnd);
  }

  #takeLine(line: Line): void {
    const { limits, transcript, connection, onServerRequest } = this.#options;
    const { raw, droppedBytes, terminated, firstByteNs, lastByteNs } = line;
    const parsed =
      droppedBytes === 0
        ? parseJson(raw, limits.maxDepth)
        : { ok: false as const, reason: `longer than ${limits.maxFrameBytes} bytes` };
    const frame = transcript.append({
      kind: 'message',
      direction: 'received',
      connection,
      stream: 'stdout',
      firstByteNs,
      lastByteNs,
      raw,
      droppedBytes,
      terminated,
      json: parsed.ok ? parsed.value : undefined,
      parseError: parsed.ok ? undefined : parsed.reason,
    });
    this.#pending.deliver(frame);
    for (const message of messagesOf(frame.json)) if (isRequest(message)) onServerRequest(message);
  }

  #endStdout(): void {
    this.#stdoutEnded = true;
    this.#pending.settleAll('closed', this.#ending());
  }

  #ending(): string {
    const status = this.#process?.exitStatus;
    if (status !== undefined) return `the process exited with ${describeExit(status)}`;
    return this.#stopped ? 'the session was closed' : 'the process closed its stdout';
  }

  #appendSent(outgoing: Outgoing, atNs: number): Frame {
    const { transcript, connection } = this.#options;
    return transcript.append({
      kind: 'message',
      direction: 'sent',
      connection,
      stream: 'stdin',
      firstByteNs: atNs,
      lastByteNs: atNs,
      raw: outgoing.bytes,
      droppedBytes: 0,
      terminated: outgoing.terminate,
      json: outgoing.json,
    });
  }

  #appendStderr(raw: Buffer, atNs: number): void {
    const { transcript, connection } = this.#options;
    transcript.append({
      kind: 'stderr',
      direction: 'received',
      connection,
      stream: 'stderr',
      firstByteNs: atNs,
      lastByteNs: atNs,
      raw,
      droppedBytes: 0,
    });
  }

  #appendNote(note: string, direction: 'sent' | 'received'): void {
    const { transcript, connection } = this.#options;
    const atNs = transcript.now();
    transcript.append({
      kind: 'lifecycle',
      direction,
      connection,
      stream: null,
      firstByteNs: atNs,
      lastByteNs: atNs,
      raw: noBytes,
      droppedBytes: 0,
      note,
    });
  }
}
