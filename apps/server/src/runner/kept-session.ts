import { createHash } from 'node:crypto';
import {
  createTranscript,
  discoverServer,
  type Frame,
  isJsonObject,
  openSession,
  type Revision,
  type ServerProfile,
  type Session,
  WireError,
} from '@mcp-lab/wire';
import { checkAddress } from './check-address.ts';
import { checkHealth, checkTimeoutMs, type HealthReport } from './check-health.ts';
import type { KeepCommand, ReportInput } from './protocol.ts';
import { readReportedSurface } from './read-reported-surface.ts';

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
    const { target, owner } = this.#command;
    this.#profile = await discoverServer(target, {
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
    const profile = this.#profile ?? (await this.discover());
    const { target, owner } = this.#command;
    const transcript = createTranscript({ maxTranscriptBytes: 0 });
    transcript.onFrame((frame) => this.#takeFrame(frame));
    this.#session = await openSession(target, {
      // A server nothing is known of is greeted the old way, which is what most understand.
      revision: newestOf(profile) ?? '2025-06-18',
      transport: profile.transport,
      transcript,
      owner,
      checkAddress,
      requestTimeoutMs: checkTimeoutMs,
      signal: this.#signal,
    });
    this.#surfaceIsStale = true;
    return this.#session;
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
      if (!(error instanceof WireError)) throw error;
      await this.#forget();
      return { health: 'unhealthy', latencyMs: null, reason: `${error.message} ${error.hint}` };
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
    this.#onFrame(frame);
  }
}

function newestOf(profile: ServerProfile): Revision | undefined {
  return profile.modern.at(-1) ?? profile.legacy.at(-1);
}
