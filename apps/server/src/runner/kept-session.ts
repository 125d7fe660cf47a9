import { createHash } from 'node:crypto';
import { LabError, type ServerCall, type ServerCallAnswer } from '@mcp-lab/contracts';
import {
  createTranscript,
  discoverServer,
  type Frame,
  isJsonObject,
  openSession,
  type Revision,
  revisions,
  type ServerProfile,
  type Session,
  WireError,
} from '@mcp-lab/wire';
import { CallFrames } from './call-frames.ts';
import { checkAddress } from './check-address.ts';
import { checkHealth, checkTimeoutMs, type HealthReport } from './check-health.ts';
import { type CallReply, failedCall, performCall, redactReply } from './perform-call.ts';
import type { KeepCommand, ReportInput } from './protocol.ts';
import { readReportedSurface } from './read-reported-surface.ts';
import { TargetSignIn } from './target-sign-in.ts';

/** The surface is read again this often even when the server announces no change. */
const surfaceEveryChecks = 20;
const discoverTimeoutMs = 5_000;
/** Enough for what the probes say and for the last words of a server that exits. */
const discoverTranscriptBytes = 2 * 1024 * 1024;

/** The session with one server the lab watches, opened when it is needed and again when it was lost. */
export class KeptSession {
  readonly #command: KeepCommand;
  readonly #report: (report: ReportInput) => void;
  readonly #onFrame: (frame: Frame) => void;
  readonly #signal: AbortSignal;
  readonly #signIn: TargetSignIn;
  #callFrames: CallFrames | undefined;
  #profile: ServerProfile | undefined;
  #session: Session | undefined;
  #surfaceHash = '';
  #surfaceIsStale = true;
  #checks = 0;

  constructor(options: {
    command: KeepCommand;
    report: (report: ReportInput) => void;
    onFrame: (frame: Frame) => void;
    signal: AbortSignal;
  }) {
    this.#command = options.command;
    this.#report = options.report;
    this.#onFrame = options.onFrame;
    this.#signal = options.signal;
    this.#signIn = new TargetSignIn(options.command.target, options.command.auth);
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** What discovery could not overcome, or undefined. */
  get failure(): ServerProfile['failure'] {
    return this.#profile?.failure;
  }

  /** Finds out what the server speaks, on processes or sessions of its own. Throws WireError only when aborted. */
  async discover(): Promise<ServerProfile> {
    const { owner } = this.#command;
    this.#profile = await discoverServer(await this.#signIn.target(this.#signal), {
      transcript: createTranscript({ maxTranscriptBytes: discoverTranscriptBytes }),
      timeoutMs: discoverTimeoutMs,
      owner,
      checkAddress,
      signal: this.#signal,
    });
    return this.#profile;
  }

  /** Opens the session that is kept. Throws WireError when there is nothing to connect to. */
  async open(): Promise<Session> {
    this.#session = await this.#openAt(undefined);
    this.#surfaceIsStale = true;
    return this.#session;
  }

  /** Default: the newest revision it speaks. */
  async #openAt(revision: Revision | undefined): Promise<Session> {
    const profile = this.#profile ?? (await this.discover());
    const { owner } = this.#command;
    const transcript = createTranscript({ maxTranscriptBytes: 0 });
    transcript.onFrame((frame) => this.#takeFrame(frame));
    return openSession(await this.#signIn.target(this.#signal), {
      // A server nothing is known of is greeted the old way, which is what most understand.
      revision: revision ?? newestOf(profile) ?? '2025-06-18',
      transport: profile.transport,
      transcript,
      owner,
      checkAddress,
      requestTimeoutMs: checkTimeoutMs,
      signal: this.#signal,
    });
  }

  /** One request by hand with its frames, at another revision over a session of its own. Never rejects because of the server. */
  async call(call: ServerCall): Promise<ServerCallAnswer> {
    const captured = new CallFrames();
    this.#callFrames = captured;
    const reply = await this.#perform(call, captured).catch((error) => failedCall(explain(error)));
    this.#callFrames = undefined;
    const redact = this.#signIn.redactor(this.#command.tokens);
    return { ...redactReply(reply, redact), ...captured.show(redact) };
  }

  async #perform(call: ServerCall, captured: CallFrames): Promise<CallReply> {
    const revision = revisions.find((known) => known === call.revision);
    if (call.revision !== undefined && revision === undefined) return failedCall(`${call.revision} is not known here`);
    const kept = await this.#ready();
    if (typeof kept === 'string') return failedCall(kept);
    if (revision === undefined || revision === kept.revision) {
      return performCall(kept, call, () => captured.clear());
    }
    const own = await this.#openAt(revision);
    try {
      return await performCall(own, call, () => {});
    } finally {
      await own.close({ graceMs: 500 });
    }
  }

  /** The session, or why there is none. */
  async #ready(): Promise<Session | string> {
    if (this.#command.target.kind === 'http') {
      if (this.failure !== undefined) this.#profile = undefined;
      if (this.#profile === undefined) await this.discover();
    }
    if (this.failure !== undefined) return `${this.failure.message} ${this.failure.hint}`;
    if (this.#command.target.kind === 'http' && (this.#session === undefined || this.#session.closed))
      await this.open();
    return this.#session ?? 'it is not running';
  }

  /** Asks whether the server is well; a lost HTTP session is opened anew first. */
  async check(): Promise<HealthReport> {
    this.#checks++;
    try {
      const report = await this.#checkOnce();
      if (report.health === 'unhealthy' && this.#command.target.kind === 'http') {
        await this.#forget();
        return await this.#checkOnce();
      }
      return report;
    } catch (error) {
      const reason = explain(error);
      await this.#forget();
      return { health: 'unhealthy', latencyMs: null, reason };
    }
  }

  async #checkOnce(): Promise<HealthReport> {
    const { target } = this.#command;
    if (target.kind === 'http' && this.failure !== undefined) this.#profile = undefined;
    if (target.kind === 'http' && this.#profile === undefined) await this.discover();
    if (this.failure !== undefined) {
      return { health: 'unhealthy', latencyMs: null, reason: `${this.failure.message} ${this.failure.hint}` };
    }
    if (target.kind === 'http' && (this.#session === undefined || this.#session.closed)) await this.open();
    if (this.#session === undefined) return { health: 'unhealthy', latencyMs: null, reason: 'it is not running' };
    const report = await checkHealth(this.#session);
    if (report.health !== 'unhealthy') await this.reportSurface();
    return report;
  }

  /** Reads the surface when it may have changed, and reports it when it has. */
  async reportSurface(): Promise<void> {
    const session = this.#session;
    const profile = this.#profile;
    if (session === undefined || session.closed || profile === undefined || profile.failure !== undefined) return;
    if (!this.#surfaceIsStale && this.#checks % surfaceEveryChecks !== 0) return;
    this.#surfaceIsStale = false;
    const surface = await readReportedSurface(session, profile);
    const hash = createHash('sha256')
      .update(JSON.stringify([profile.modern, profile.legacy, surface]))
      .digest('hex');
    if (hash === this.#surfaceHash) return;
    this.#surfaceHash = hash;
    this.#report({ type: 'surface', key: this.#command.key, profile, surface });
  }

  /** Closes the session and, over stdio, its process. */
  async close(graceMs: number): Promise<void> {
    await this.#session?.close({ graceMs });
  }

  async #forget(): Promise<void> {
    if (this.#command.target.kind !== 'http') return;
    const session = this.#session;
    this.#session = undefined;
    this.#profile = undefined;
    this.#signIn.forget();
    await session?.close({ graceMs: 500 });
  }

  #takeFrame(frame: Frame): void {
    const { json } = frame;
    const isChange =
      frame.direction === 'received' &&
      isJsonObject(json) &&
      typeof json.method === 'string' &&
      /^notifications\/(tools|resources|prompts)\/list_changed$/.test(json.method);
    if (isChange) this.#surfaceIsStale = true;
    this.#callFrames?.take(frame);
    this.#onFrame(frame);
  }
}

/** What a server or its authorization server did not let happen. Throws again what is a bug of ours. */
function explain(error: unknown): string {
  if (error instanceof WireError) return `${error.message} ${error.hint}`;
  if (error instanceof LabError && error.code === 'authorization-failed') return error.message;
  throw error;
}

function newestOf(profile: ServerProfile): Revision | undefined {
  return profile.modern.at(-1) ?? profile.legacy.at(-1);
}
