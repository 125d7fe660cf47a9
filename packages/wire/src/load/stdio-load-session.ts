import { answerServerRequest } from '../answer-server-request.ts';
import type { ChildHandle, StopReport } from '../connection.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Line } from '../line-splitter.ts';
import { defaultLimits } from '../resolve-limits.ts';
import { eraOf, type Revision } from '../revision.ts';
import { describeExit, type ExitStatus, StdioProcess } from '../stdio-process.ts';
import type { StdioTarget } from '../target.ts';
import { cancellationOf } from './cancellation-of.ts';
import { CompiledCall, messageStart } from './compiled-call.ts';
import { createExchange, type Exchange, type ExchangeDone } from './exchange.ts';
import { type Flaw, judgeAnswer } from './judge-answer.ts';
import type { LoadAnswer, LoadSession, LoadSessionOptions, PreparedCall } from './load-session.ts';
import { parseAnswer } from './parse-answer.ts';
import { PendingCalls } from './pending-calls.ts';
import { ReusedAnswer } from './reused-answer.ts';
import { discover, initialize } from './shake-hands.ts';
import { sweepRegularly } from './timeout-sweep.ts';

/** Bytes that are handed to the pipe before it is waited for. */
const pipeBytes = 256 * 1024;
/** One write. */
const writeBytes = 64 * 1024;
/** Answers to requests of the server that may wait for it to read them. */
const maxAnswersWaiting = 32;

/**
 * One process under load: requests of one turn of the event loop go out in one write, answers find their call by its id.
 * A process that does not read fills its pipe, then calls wait here and time out; what timed out unsent is never sent.
 * When the process ends, all under way is a `crash`.
 */
export class StdioLoadSession implements LoadSession {
  readonly transport = 'stdio';
  readonly revision: Revision;
  readonly #era;
  readonly #options: LoadSessionOptions;
  #stopSweeping: (() => void) | undefined;
  readonly #pending = new PendingCalls();
  readonly #answer = new ReusedAnswer();
  #process: StdioProcess | undefined;
  #waiting: Exchange[] = [];
  #answersWaiting = 0;
  /** Calls after the end, until they are told so. */
  #refused = 0;
  #isFlushDue = false;
  #nextId = 1;
  /** Why nothing can be sent any more. */
  #ended: Flaw | undefined;

  /** Throws WireError when the process cannot be started or does not open. */
  static async open(target: StdioTarget, options: LoadSessionOptions): Promise<StdioLoadSession> {
    const session = new StdioLoadSession(options);
    session.#process = await StdioProcess.start({
      target,
      now: () => performance.now() * 1e6,
      maxFrameBytes: defaultLimits.maxFrameBytes,
      owner: options.owner,
      signal: options.signal,
      events: {
        onLine: (line) => session.#takeLine(line),
        onStdoutEnd: () => session.#takeEnd(),
        onDrain: () => session.#flush(),
      },
    });
    session.#stopSweeping = sweepRegularly(session);
    try {
      if (session.#era === 'modern') await discover(session, options);
      else {
        await initialize(session, options);
        session.notify('notifications/initialized');
      }
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  }

  private constructor(options: LoadSessionOptions) {
    this.revision = options.revision;
    this.#era = eraOf(options.revision);
    this.#options = options;
  }

  get process(): ChildHandle | undefined {
    return this.#process;
  }

  get inFlight(): number {
    return this.#pending.size + this.#refused;
  }

  get closed(): boolean {
    return this.#ended !== undefined || this.#process?.exitStatus !== undefined;
  }

  prepare(method: string, params: JsonObject): PreparedCall {
    return new CompiledCall(method, params, this.revision, {});
  }

  call(prepared: PreparedCall, numbers: { n: number; vu: number }, done: (answer: LoadAnswer) => void): void {
    if (!(prepared instanceof CompiledCall)) throw new TypeError('The call was not prepared by a load session.');
    this.#request(prepared, numbers, this.#options.requestTimeoutMs, done);
  }

  request(call: CompiledCall, timeoutMs: number, done: ExchangeDone): void {
    this.#request(call, { n: 0, vu: 0 }, timeoutMs, done);
  }

  notify(method: string): void {
    this.#enqueue(createExchange(null, method, `${JSON.stringify({ jsonrpc: '2.0', method })}\n`, 0, ignore));
  }

  sweep(nowNs: number): void {
    let isAnyUnsent = false;
    // The oldest is the first that is due: all wait equally long.
    for (let oldest = this.#pending.oldest(); oldest !== undefined; oldest = this.#pending.oldest()) {
      if (oldest.deadlineNs > nowNs) break;
      isAnyUnsent ||= oldest.text !== '';
      const flaw = this.#explainSilence(oldest);
      this.#settle(oldest, flaw, nowNs, null, 0);
      if (flaw.outcome === 'timeout') this.#cancel(oldest);
    }
    if (isAnyUnsent) this.#waiting = this.#waiting.filter(({ isSettled }) => !isSettled);
  }

  async close(): Promise<StopReport> {
    // It may be gone before its stdout is: what it left behind, or a busy machine, keeps that open.
    const status = this.#process?.exitStatus;
    this.#end(status === undefined ? { outcome: 'cancelled', detail: 'the session was closed' } : crashOf(status));
    if (this.#process === undefined) throw new Error('The session has no process.');
    return this.#process.stop();
  }

  #request(call: CompiledCall, numbers: { n: number; vu: number }, timeoutMs: number, done: ExchangeDone): void {
    const id = this.#nextId++;
    const text = `${messageStart + id + call.rest.fill(numbers)}\n`;
    const exchange = createExchange(id, call.method, text, timeoutMs, done);
    if (this.#ended === undefined) {
      this.#pending.add(id, exchange);
      this.#enqueue(exchange);
      return;
    }
    // Later, so that a caller that goes on at once gives other things a turn.
    this.#refused++;
    setImmediate(() => {
      this.#refused--;
      this.#settle(exchange, this.#ended, performance.now() * 1e6, null, 0);
    });
  }

  #enqueue(exchange: Exchange): void {
    this.#waiting.push(exchange);
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushDue = false;
    const child = this.#process;
    let next = 0;
    while (next < this.#waiting.length && child?.writable && child.queuedBytes < pipeBytes) {
      let text = '';
      for (; next < this.#waiting.length && text.length < writeBytes; next++) {
        const exchange = this.#waiting[next] as Exchange;
        if (exchange.isSettled) continue;
        text += exchange.text;
        exchange.text = '';
      }
      child.write(Buffer.from(text, 'latin1'));
    }
    if (next === this.#waiting.length) this.#waiting.length = 0;
    else if (next > 0) this.#waiting.splice(0, next);
    if (this.#waiting.length === 0) this.#answersWaiting = 0;
  }

  /** Of what the process does not read there are never more than it was sent calls, which is what fits into its pipe. */
  #cancel(exchange: Exchange): void {
    const message = cancellationOf(exchange);
    if (message !== undefined && !this.closed)
      this.#enqueue(createExchange(null, '', `${JSON.stringify(message)}\n`, 0, ignore));
  }

  #takeLine(line: Line): void {
    if (line.droppedBytes > 0) return;
    const parsed = parseAnswer(line.raw);
    if (!parsed.ok) return;
    const bytes = line.raw.length + 1;
    if (!Array.isArray(parsed.value)) this.#takeMessage(parsed.value, line, bytes);
    else for (const message of parsed.value) this.#takeMessage(message, line, bytes);
  }

  #takeMessage(message: JsonValue, line: Line, bytes: number): void {
    if (!isJsonObject(message)) return;
    if (message.method !== undefined) {
      this.#takeServerRequest(message);
      return;
    }
    // What belongs to no call is late, twice, or nobody's.
    const exchange = typeof message.id === 'number' ? this.#pending.get(message.id) : undefined;
    if (exchange === undefined || exchange.text !== '') return;
    const flaw = judgeAnswer(message, exchange.method, this.#era);
    this.#settle(exchange, flaw, line.lastByteNs, line.firstByteNs, bytes, message);
  }

  #takeServerRequest(request: JsonObject): void {
    if (request.id === undefined || this.#era === 'modern' || this.#answersWaiting >= maxAnswersWaiting) return;
    const response = answerServerRequest(request, undefined);
    if (response === null) return;
    this.#answersWaiting++;
    const text = Buffer.from(`${JSON.stringify(response)}\n`, 'utf8').toString('latin1');
    this.#enqueue(createExchange(null, '', text, 0, ignore));
  }

  #takeEnd(): void {
    const status = this.#process?.exitStatus;
    if (status === undefined) this.#end({ outcome: 'transport_error', detail: 'the server closed its stdout' });
    else this.#end(crashOf(status));
  }

  #end(why: Flaw): void {
    if (this.#ended !== undefined) return;
    this.#ended = this.#options.signal?.aborted ? { outcome: 'cancelled', detail: 'the run was cancelled' } : why;
    this.#stopSweeping?.();
    this.#waiting = [];
    const nowNs = performance.now() * 1e6;
    for (let oldest = this.#pending.oldest(); oldest !== undefined; oldest = this.#pending.oldest()) {
      this.#settle(oldest, this.#ended, nowNs, null, 0);
    }
  }

  #explainSilence({ timeoutMs }: Exchange): Flaw {
    if (this.#process?.writable) return { outcome: 'timeout', detail: `no answer within ${timeoutMs} ms` };
    return { outcome: 'transport_error', detail: 'the server closed its stdin' };
  }

  #settle(
    exchange: Exchange,
    flaw: Flaw | undefined,
    endedNs: number,
    firstByteNs: number | null,
    bytesReceived: number,
    message?: JsonObject,
  ): void {
    if (exchange.isSettled) return;
    exchange.isSettled = true;
    this.#pending.delete(exchange.id as number);
    exchange.done(this.#answer.fill(exchange, flaw, endedNs, firstByteNs, bytesReceived), message);
  }
}

function crashOf(status: ExitStatus): Flaw {
  return { outcome: 'crash', detail: `the server exited with ${describeExit(status)}` };
}

function ignore(): void {
  // Nobody waits for what has no answer.
}
