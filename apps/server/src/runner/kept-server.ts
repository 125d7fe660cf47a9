import type { ServerCall } from '@mcp-lab/contracts';
import {
  type ChildHandle,
  createUsageReader,
  type Frame,
  type ServerProfile,
  StdioProcess,
  WireError,
} from '@mcp-lab/wire';
import type { HealthReport } from './check-health.ts';
import { KeptSession } from './kept-session.ts';
import { logLevelOf } from './log-level.ts';
import { LogThrottle } from './log-throttle.ts';
import type { KeepCommand, ReportInput } from './protocol.ts';

const usageEveryMs = 5_000;
const stopGraceMs = 3_000;
/** A server the lab has just started is given this long to open its port before checks count it as down. */
const bootMs = 15_000;
const bootPollMs = 250;
const logLimits = { linesPerSecond: 100, burst: 400, maxLineLength: 4_000 };

type Report = (report: ReportInput) => void;

/** One server the lab watches: its process, where the lab starts it, and the session its health is asked over. */
export class KeptServer {
  readonly #command: KeepCommand;
  readonly #report: Report;
  readonly #abort = new AbortController();
  readonly #session: KeptSession;
  readonly #stderr: LogThrottle;
  #launched: StdioProcess | undefined;
  #child: ChildHandle | undefined;
  #usageTimer: NodeJS.Timeout | undefined;
  #stopping = false;
  /** Checks come one at a time and never overtake the start. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(command: KeepCommand, report: Report) {
    this.#command = command;
    this.#report = report;
    this.#stderr = this.#createThrottle();
    this.#session = new KeptSession({
      command,
      report,
      onFrame: (frame) => this.#takeFrame(frame),
      signal: this.#abort.signal,
    });
  }

  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  check(id: number): Promise<void> {
    return this.#inTurn(async () => {
      const report: HealthReport = this.#stopping
        ? { health: 'unknown', latencyMs: null, reason: 'it is being stopped' }
        : await this.#session.check();
      this.#report({ type: 'health', key: this.#command.key, id, ...report });
    });
  }

  /** A request by hand, over the session that is kept. */
  call(id: number, call: ServerCall): Promise<void> {
    return this.#inTurn(async () => {
      const answer = await this.#session.call(call);
      this.#report({ type: 'called', key: this.#command.key, id, answer });
    });
  }

  /** Ends the session and the process with everything it started. Reports `gone` for a process. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#session.close(stopGraceMs);
    await this.#launched?.stop({ graceMs: stopGraceMs });
    // A start that is still under way ends now.
    this.#abort.abort();
    clearInterval(this.#usageTimer);
    await this.#busy;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#busy.then(work);
    this.#busy = turn.catch(() => {});
    return turn;
  }

  async #start(): Promise<void> {
    const { target, launch } = this.#command;
    try {
      if (target.kind === 'stdio') await this.#startStdio();
      else if (launch !== null) await this.#launch(launch);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#gone({ startable: error.code === 'aborted', clean: false, reason: `${error.message} ${error.hint}` });
    }
  }

  async #startStdio(): Promise<void> {
    const { failure } = await this.#session.discover();
    if (failure?.kind === 'not-startable' || failure?.kind === 'exited') {
      this.#gone({ startable: failure.kind === 'exited', clean: false, reason: explain(failure) });
      return;
    }
    const session = await this.#session.open();
    if (session.process !== undefined) this.#watch(session.process);
    await this.#session.reportSurface();
  }

  async #launch(launch: NonNullable<KeepCommand['launch']>): Promise<void> {
    const { owner } = this.#command;
    const stdout = this.#createThrottle();
    this.#launched = await StdioProcess.start({
      target: launch,
      owner,
      now: () => Math.round(performance.now() * 1e6),
      maxFrameBytes: 64 * 1024,
      signal: this.#abort.signal,
      events: {
        onLine: (line) => stdout.push(Buffer.concat([line.raw, Buffer.from('\n')])),
        onStdoutEnd: () => stdout.end(),
        onStderr: (chunk) => this.#stderr.push(chunk),
      },
    });
    this.#watch(this.#launched);
    await this.#waitForAnswer();
  }

  /** A freshly started HTTP server needs a moment to open its port. */
  async #waitForAnswer(): Promise<void> {
    const deadline = performance.now() + bootMs;
    while (performance.now() < deadline && !this.#stopping && this.#child !== undefined) {
      const { health } = await this.#session.check();
      if (health !== 'unhealthy') return;
      await new Promise((resolve) => setTimeout(resolve, bootPollMs));
    }
  }

  #watch(child: ChildHandle): void {
    this.#child = child;
    this.#report({ type: 'started', key: this.#command.key, pid: child.pid });
    const readUsage = createUsageReader({ sessionId: child.pid }, () => performance.now());
    this.#usageTimer = setInterval(() => {
      const usage = readUsage();
      if (usage === null) return;
      const { rssBytes, cpuPercent } = usage;
      this.#report({ type: 'usage', key: this.#command.key, rssBytes, cpuPercent });
    }, usageEveryMs);
    void child.exited.then(({ code, signal }) => {
      this.#child = undefined;
      clearInterval(this.#usageTimer);
      this.#stderr.end();
      const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
      const lastWords = child.stderrTail.trimEnd().split('\n').slice(-5).join('\n');
      const reason =
        this.#stopping || code === 0 || lastWords === ''
          ? `The process ${how}.`
          : `The process ${how}. Its last words: ${lastWords}`;
      this.#gone({ startable: true, clean: this.#stopping || code === 0, reason });
    });
  }

  #gone(how: { startable: boolean; clean: boolean; reason: string }): void {
    this.#report({ type: 'gone', key: this.#command.key, ...how });
  }

  #takeFrame(frame: Frame): void {
    if (frame.kind === 'stderr') this.#stderr.push(frame.raw);
  }

  #createThrottle(): LogThrottle {
    return new LogThrottle({
      ...logLimits,
      now: () => performance.now(),
      write: (message) =>
        this.#report({ type: 'log', key: this.#command.key, source: 'server', level: logLevelOf(message), message }),
    });
  }
}

function explain({ message, hint }: NonNullable<ServerProfile['failure']>): string {
  return `${message} ${hint}`;
}
