import type { Frame, JsonObject, OpenOptions, Target } from '@mcp-lab/wire';
import { CaseSession, type PerformedCall } from '../../functional/case-session.ts';
import type { CallRecord } from './call-record.ts';

export interface DriverOptions {
  target: Target;
  /** For sessions that try; their frames may be left out when there are too many. */
  exploring: OpenOptions;
  /** For sessions that prove. */
  proving: OpenOptions;
  requestTimeoutMs: number;
  signal: AbortSignal;
}

/** The server could not be opened again: there is nothing left to try. */
export class ServerGone extends Error {
  override readonly name = 'ServerGone';
}

const maxHistory = 2_000;
const reopenTries = 5;
const reopenPauseMs = 1_000;
const maxLastWords = 20;

/** Calls tools in a process or session that is opened anew whenever the last one has ended. */
export class FuzzDriver {
  readonly #options: DriverOptions;
  readonly #kind: 'exploring' | 'proving';
  #session: CaseSession | undefined;
  /** The calls of the process or session that is open, in order. */
  history: Pick<CallRecord, 'tool' | 'arguments'>[] = [];

  constructor(options: DriverOptions, kind: 'exploring' | 'proving' = 'exploring') {
    this.#options = options;
    this.#kind = kind;
  }

  /** A driver with a process or session of its own, whose frames are kept. Close it. */
  fresh(kind: 'exploring' | 'proving' = 'proving'): FuzzDriver {
    return new FuzzDriver(this.#options, kind);
  }

  get requestTimeoutMs(): number {
    return this.#options.requestTimeoutMs;
  }

  /** Of the process under test; undefined over HTTP, or before the first call. */
  get processId(): number | undefined {
    return this.#session?.process?.pid;
  }

  /** Throws ServerGone. */
  async call(tool: string, args: JsonObject, timeoutMs = this.#options.requestTimeoutMs): Promise<CallRecord> {
    const session = await this.#ensureOpen();
    const request = { action: 'tool', method: 'tools/call', params: { name: tool, arguments: args } } as const;
    const call = await session.perform(request, timeoutMs);
    if (this.history.length < maxHistory) this.history.push({ tool, arguments: args });
    const { outcome, detail } = call.classified;
    return { tool, arguments: args, reply: call.reply, outcome, detail, frames: this.#framesOf(session, call) };
  }

  /** Whether the open session still answers an ordinary request. Throws ServerGone. */
  async answersStill(): Promise<{ answers: boolean; detail: string; frames: Frame[] }> {
    const session = await this.#ensureOpen();
    const request = { action: 'request', method: 'tools/list', params: undefined } as const;
    const call = await session.perform(request, this.#options.requestTimeoutMs);
    const { outcome, detail } = call.classified;
    const answers = outcome === 'ok' || outcome === 'protocol_error';
    return { answers, detail: `tools/list: ${detail}`, frames: this.#framesOf(session, call) };
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.history = [];
    await session?.close();
  }

  async #ensureOpen(): Promise<CaseSession> {
    if (this.#session?.closed === false) return this.#session;
    await this.close();
    let problem = '';
    for (let attempt = 0; attempt < reopenTries && !this.#options.signal.aborted; attempt++) {
      if (attempt > 0) await pause(reopenPauseMs, this.#options.signal);
      try {
        this.#session = await CaseSession.open(this.#options.target, this.#options[this.#kind], []);
        return this.#session;
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
    }
    throw new ServerGone(`no session could be opened any more: ${problem}`);
  }

  #framesOf(session: CaseSession, { rounds, classified }: PerformedCall): Frame[] {
    const exchanged = rounds.flatMap(({ sent, related, frame }) => [
      ...sent,
      ...related.slice(0, 50),
      ...(frame ? [frame] : []),
    ]);
    if (classified.outcome !== 'crash' && classified.outcome !== 'transport_error') return exchanged;
    const first = Math.min(...exchanged.map(({ seq }) => (seq < 0 ? Number.POSITIVE_INFINITY : seq)));
    const { frames } = this.#options[this.#kind].transcript;
    const lastWords: Frame[] = [];
    for (let at = frames.length - 1; at >= 0 && lastWords.length < maxLastWords; at--) {
      const frame = frames[at] as Frame;
      if (frame.seq < first) break;
      const tells = frame.kind === 'lifecycle' || frame.kind === 'stderr';
      if (frame.connection === session.connection && tells) lastWords.push(frame);
    }
    return [...exchanged, ...lastWords];
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
  });
}
