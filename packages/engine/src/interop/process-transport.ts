import {
  defaultLimits,
  type Line,
  parseJson,
  StdioProcess,
  type StdioTarget,
  type StopReport,
  type Transcript,
} from '@mcp-lab/wire';
import { type JSONRPCMessage, ReadBuffer, type Transport } from '@modelcontextprotocol/client';

export interface ProcessTransportOptions {
  target: StdioTarget;
  transcript: Transcript;
  connection: number;
  owner?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * What the official client speaks stdio through: its own reading of lines, our process. Its own transport starts a hidden
 * second process for its probe and may leave descendants behind when it closes; this one has one process, whose whole
 * group is gone when `close` resolves, and every line is a frame of the transcript.
 */
export class ProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** How the process ended; undefined until `close` has resolved. */
  stopReport: StopReport | undefined;
  readonly #options: ProcessTransportOptions;
  readonly #reader = new ReadBuffer();
  #process: StdioProcess | undefined;

  constructor(options: ProcessTransportOptions) {
    this.#options = options;
  }

  get stderrTail(): string {
    return this.#process?.stderrTail ?? '';
  }

  /** Throws WireError where the command cannot be started. */
  async start(): Promise<void> {
    const { target, transcript, owner, signal } = this.#options;
    this.#process = await StdioProcess.start({
      target,
      now: transcript.now,
      maxFrameBytes: defaultLimits.maxFrameBytes,
      owner,
      signal,
      events: {
        onLine: (line) => this.#take(line),
        onStdoutEnd: () => this.onclose?.(),
        onStderr: (chunk, atNs) => this.#append('stderr', 'received', chunk, atNs),
        onLifecycle: (note, direction) => this.#append('lifecycle', direction, Buffer.alloc(0), transcript.now(), note),
      },
    });
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const text = JSON.stringify(message);
    this.#append('message', 'sent', Buffer.from(text), this.#options.transcript.now());
    if (this.#process?.write(Buffer.from(`${text}\n`)) !== true) throw new Error('The server no longer takes input.');
  }

  async close(): Promise<void> {
    this.stopReport ??= await this.#process?.stop();
  }

  #take(line: Line): void {
    this.#append('message', 'received', line.raw, line.firstByteNs);
    // Deeper or larger than a frame may be: the client would hang on it.
    if (line.droppedBytes > 0 || !isParsable(line.raw)) {
      this.onerror?.(new Error('a line is larger or nested deeper than is read here'));
      return;
    }
    try {
      this.#reader.append(Buffer.concat([line.raw, Buffer.from('\n')]));
      for (let message = this.#reader.readMessage(); message !== null; message = this.#reader.readMessage()) {
        this.onmessage?.(message);
      }
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #append(
    kind: 'message' | 'stderr' | 'lifecycle',
    direction: 'sent' | 'received',
    raw: Uint8Array,
    atNs: number,
    note?: string,
  ): void {
    const { transcript, connection } = this.#options;
    const stream = { message: direction === 'sent' ? 'stdin' : 'stdout', stderr: 'stderr', lifecycle: null }[kind];
    const parsed = kind === 'message' ? parseJson(raw, defaultLimits.maxDepth) : undefined;
    transcript.append({
      kind,
      direction,
      connection,
      stream,
      firstByteNs: atNs,
      lastByteNs: atNs,
      raw,
      droppedBytes: 0,
      ...(parsed?.ok ? { json: parsed.value } : parsed === undefined ? {} : { parseError: parsed.reason }),
      ...(note === undefined ? {} : { note }),
    });
  }
}

/** What is no JSON the client passes over by itself. */
function isParsable(bytes: Uint8Array): boolean {
  const parsed = parseJson(bytes, defaultLimits.maxDepth);
  return parsed.ok || !parsed.reason.startsWith('nested deeper');
}
