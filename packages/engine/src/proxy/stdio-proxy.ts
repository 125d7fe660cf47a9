import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Injection } from '@mcp-lab/contracts';
import type { StdioTarget, StopReport } from '@mcp-lab/wire';
import { type ExitStatus, StdioProcess } from '@mcp-lab/wire/stdio-process';
import { isProcessFault, whyNotPossible } from './apply-process-fault.ts';
import { DeliveryLane } from './delivery-lane.ts';
import { FaultError } from './fault-error.ts';
import { FaultInjector } from './fault-injector.ts';
import type { FrameRecorder } from './frame-recorder.ts';
import { LineGate } from './line-gate.ts';
import { MethodMemory } from './method-memory.ts';
import { planDelivery } from './plan-delivery.ts';
import { ProcessFaultSwitch } from './process-fault-switch.ts';
import { type MessageDirection, readMessage } from './proxied-message.ts';
import { requireApplicable } from './require-applicable.ts';

export interface StdioProxyOptions {
  target: StdioTarget;
  /** What the client writes and reads. */
  input: Readable;
  output: Writable;
  /** Makes the end of the output reach the client. */
  closeOutput: () => void;
  faults: readonly Fault[];
  seed: number;
  /** Begins the cookie of the server. */
  owner?: string;
  recorder?: FrameRecorder;
  /** How long the server may take to leave at the end of its stdin, and again at SIGTERM. Default 5 s. */
  graceMs?: number;
  onStderr: (chunk: Buffer) => void;
  onInjected?: (injection: Injection) => void;
  /** A fault that could not be brought about, or not be undone. */
  onProblem: (fault: Fault, reason: string) => void;
}

export interface StdioProxyEnd {
  exit: ExitStatus;
  report: StopReport;
  stderrTail: string;
  /** A fault ended the connection, not the client or the server. */
  wasReset: boolean;
}

/** What may wait on its way before the side it comes from is no longer read. */
const maxWaitingBytes = 64 * 1024;
/** For each further step to a server that does not leave by itself when its pipes break. */
const afterResetMs = 1_000;
const newline = Buffer.from('\n');

/** Stands between a client and the stdio server that it starts. Nothing of the server is left when `ended` resolves. */
export class StdioProxy {
  readonly ended: Promise<StdioProxyEnd>;
  readonly #options: StdioProxyOptions;
  readonly #injector: FaultInjector;
  readonly #methods = new MethodMemory();
  readonly #closing = new AbortController();
  readonly #toServer: DeliveryLane;
  readonly #toClient: DeliveryLane;
  readonly #gates: Record<MessageDirection, LineGate>;
  readonly #inputEnded = Promise.withResolvers<void>();
  readonly #stdoutEnded = Promise.withResolvers<void>();
  /** Nobody reads the output any more, or nobody is to wait for it. */
  readonly #outputOver = Promise.withResolvers<void>();
  #drained = Promise.withResolvers<void>();
  #wasReset = false;
  #process: StdioProcess | undefined;
  #switch: ProcessFaultSwitch | undefined;

  /** Throws FaultError for faults that do not apply or are not possible here, WireError where the server cannot be started. */
  static async start(options: StdioProxyOptions): Promise<StdioProxy> {
    requirePossible(options.faults);
    const proxy = new StdioProxy(options);
    await proxy.#start();
    return proxy;
  }

  private constructor(options: StdioProxyOptions) {
    this.#options = options;
    const { faults, seed, onInjected } = options;
    this.#injector = new FaultInjector({ faults, seed, onInjected });
    this.#toServer = new DeliveryLane(
      { write: (bytes) => this.#writeToServer(bytes), drained: () => this.#drained.promise },
      this.#closing.signal,
    );
    this.#toClient = new DeliveryLane(
      { write: (bytes) => this.#writeToClient(bytes), drained: () => this.#outputDrained() },
      this.#closing.signal,
    );
    this.#gates = { 'to-server': this.#createGate('to-server'), 'to-client': this.#createGate('to-client') };
    this.ended = this.#stdoutEnded.promise.then(() => this.#finish());
  }

  /** The server behind it. */
  get process(): StdioProcess {
    if (this.#process === undefined) throw new Error('The proxy has not been started.');
    return this.#process;
  }

  /** Puts these faults in place of those before. Throws FaultError as `start` does. */
  async arm(faults: readonly Fault[]): Promise<void> {
    requirePossible(faults);
    await this.#switch?.off();
    this.#injector.arm(faults);
    await this.#switch?.on(faults);
  }

  async disarm(): Promise<void> {
    this.#injector.disarm();
    await this.#switch?.off();
  }

  /** As if the client had gone. */
  stop(): void {
    this.#outputOver.resolve();
    this.#inputEnded.resolve();
  }

  async #start(): Promise<void> {
    const { target, owner, onStderr, onProblem, faults } = this.#options;
    const server = await StdioProcess.start({
      target,
      owner,
      now: () => Math.round(performance.now() * 1e6),
      // Lines are cut by the gates: these are not looked at.
      maxFrameBytes: 1,
      events: {
        onLine: () => {},
        onStdout: (chunk) => this.#take('to-client', chunk),
        onStdoutEnd: () => this.#stdoutEnded.resolve(),
        onStdinDrain: () => this.#drained.resolve(),
        onStderr: (chunk) => onStderr(chunk),
      },
    });
    this.#process = server;
    void server.exited.then(() => this.#drained.resolve());
    this.#switch = new ProcessFaultSwitch(server, {
      onApplied: (fault) => this.#injector.record(fault, {}, 'connection'),
      onProblem,
    });
    this.#listen();
    await this.#switch.on(faults);
  }

  #listen(): void {
    const { input } = this.#options;
    input.on('data', (chunk: Buffer) => this.#take('to-server', chunk));
    for (const event of ['end', 'close', 'error']) input.once(event, () => this.#inputEnded.resolve());
    this.#options.output.on('error', () => this.stop());
    void this.#inputEnded.promise.then(() => this.#endServer());
  }

  #take(direction: MessageDirection, chunk: Buffer): void {
    const isWatched = this.#injector.isArmed || this.#options.recorder !== undefined;
    this.#gates[direction].push(chunk, isWatched);
    const lane = direction === 'to-server' ? this.#toServer : this.#toClient;
    if (lane.waitingBytes <= maxWaitingBytes) return;
    this.#read(direction, false);
    void lane.idle.then(() => this.#read(direction, true));
  }

  #read(direction: MessageDirection, isRead: boolean): void {
    if (direction === 'to-client') this.process.readStdout(isRead);
    else if (isRead) this.#options.input.resume();
    else this.#options.input.pause();
  }

  #createGate(direction: MessageDirection): LineGate {
    const lane = direction === 'to-server' ? this.#toServer : this.#toClient;
    return new LineGate({
      onPassing: (bytes) => lane.pass(bytes),
      onLine: (line) => this.#takeLine(direction, lane, line),
    });
  }

  #takeLine(direction: MessageDirection, lane: DeliveryLane, line: Buffer): void {
    const hasEnd = line.at(-1) === newline[0];
    const bytes = hasEnd ? line.subarray(0, -1) : line;
    const message = readMessage(direction, bytes, (id) => this.#methods.methodOf(direction, id));
    this.#methods.remember(message);
    const delivery = planDelivery(message, 'line', this.#injector);
    const stream = direction === 'to-server' ? 'stdin' : 'stdout';
    this.#options.recorder?.record({ direction, stream, bytes, struck: delivery.struck });
    const kills = this.#injector.strike(message, ['kill']).filter(({ methods }) => methods.length > 0);
    const isRequest = direction === 'to-server' && !message.isAnswer;
    lane.push(
      delivery,
      (payload) => (hasEnd ? Buffer.concat([payload, newline]) : payload),
      () => {
        if (delivery.end === 'reset') this.#breakConnection();
        if (isRequest) for (const fault of kills) void this.#switch?.begin(fault);
      },
    );
  }

  #writeToServer(bytes: Buffer): boolean {
    // A server that has gone is told by its exit.
    if (!this.process.write(bytes)) return true;
    if (!this.process.isBehind) return true;
    this.#drained = Promise.withResolvers();
    return false;
  }

  #writeToClient(bytes: Buffer): boolean {
    const { output } = this.#options;
    return output.writable ? output.write(bytes) : true;
  }

  async #outputDrained(): Promise<void> {
    const left = new AbortController();
    try {
      const { signal } = left;
      await Promise.race([once(this.#options.output, 'drain', { signal }), this.#outputOver.promise]);
    } finally {
      left.abort();
    }
  }

  #breakConnection(): void {
    this.#wasReset = true;
    this.#closing.abort();
    this.process.breakPipes();
    this.#options.closeOutput();
    this.#outputOver.resolve();
    this.#stdoutEnded.resolve();
  }

  /** The client has gone, or stopped writing. */
  async #endServer(): Promise<void> {
    this.#gates['to-server'].end();
    await Promise.race([this.#toServer.finish(), this.#stdoutEnded.promise]);
    await this.#holdEnd('to-server', this.#stdoutEnded.promise);
    // A server that is stopped cannot leave.
    await this.#switch?.off();
    await this.process.stop({ graceMs: this.#options.graceMs ?? 5_000 });
  }

  /** A fault keeps the end of one side from the other: for its time, until it is taken away, or until the other is `over`, too. */
  async #holdEnd(direction: MessageDirection, over: Promise<void>): Promise<void> {
    const { term } = this.#injector;
    const delayMs = this.#injector.closeDelayMs(direction);
    if (delayMs > 0 && !term.aborted) {
      await Promise.race([wait(delayMs, undefined, { ref: false }), once(term, 'abort'), over]);
    }
  }

  async #finish(): Promise<StdioProxyEnd> {
    const server = this.process;
    if (!this.#wasReset) {
      this.#gates['to-client'].end();
      await Promise.race([this.#toClient.finish(), this.#outputOver.promise]);
      await this.#holdEnd('to-client', this.#outputOver.promise);
      this.#options.closeOutput();
      // It may have closed its stdout only; whatever it still does, it cannot answer.
      await Promise.race([server.exited, this.#inputEnded.promise]);
    } else {
      await this.#switch?.off();
      await Promise.race([server.exited, wait(this.#options.graceMs ?? 5_000, undefined, { ref: false })]);
    }
    // One that was reset has had its time already.
    const graceMs = this.#wasReset ? afterResetMs : this.#options.graceMs;
    const report = await server.stop({ graceMs: graceMs ?? 5_000 });
    await this.#switch?.off();
    this.#closing.abort();
    return { exit: await server.exited, report, stderrTail: server.stderrTail, wasReset: this.#wasReset };
  }
}

function requirePossible(faults: readonly Fault[]): void {
  requireApplicable(faults, 'stdio');
  for (const fault of faults.filter(isProcessFault)) {
    const reason = whyNotPossible(fault);
    if (reason !== undefined) throw new FaultError(`${fault.kind} is not possible on this machine: ${reason}.`);
  }
}
