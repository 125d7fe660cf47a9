import { confirmFailure } from './confirm-failure.ts';
import type { CallRecord } from './drive/call-record.ts';
import type { FuzzDriver } from './drive/fuzz-driver.ts';
import type { Counterexample } from './explore.ts';
import { plainCall } from './fuzz-call.ts';
import type { FuzzInput } from './inputs/fuzz-input.ts';
import type { Violation } from './judge/invariant.ts';
import { type Failure, isOnlySlow, type ToolReport } from './tool-report.ts';
import type { ToolUnderTest } from './tool-under-test.ts';

/** A call that broke something, and the calls of the same process or session before it. */
export interface Seen {
  input: FuzzInput;
  violation: Violation;
  record: CallRecord;
  before: FuzzDriver['history'];
}

export interface BookOptions {
  driver: FuzzDriver;
  tools: ReadonlyMap<string, ToolUnderTest>;
  seed: number;
  signal: AbortSignal;
  /** How long a failure may be tried again. */
  maxConfirmMs: number;
}

const maxFailures = 20;

/** What was seen to break on one tool: grouped, confirmed, entered in its report. */
export class FailureBook {
  readonly #tool: string;
  readonly #options: BookOptions;
  readonly #report: ToolReport;
  readonly #known = new Set<string>();
  /** Known, and no failure after all. */
  readonly #dismissed = new Set<string>();
  /** The latest of each signature: while shrinking the smallest that failed. */
  readonly #seen = new Map<string, Seen>();

  constructor(tool: string, report: ToolReport, options: BookOptions) {
    this.#tool = tool;
    this.#report = report;
    this.#options = options;
  }

  isKnown(signature: string): boolean {
    return this.#known.has(signature);
  }

  remember(seen: Seen): void {
    this.#seen.set(this.signatureOf(seen.violation), seen);
  }

  /** Enters what needs no confirmation. */
  add(failure: Failure): void {
    this.#known.add(failure.signature);
    this.#report.failures.push(failure);
  }

  /** Confirms what was found and enters it. */
  async settle(found: Counterexample<FuzzInput | undefined>): Promise<void> {
    const { signature } = found;
    const seen = this.#seen.get(signature);
    this.#known.add(signature);
    if (seen === undefined) return;
    const { driver, tools, signal } = this.#options;
    const { seed, path, shrinks } = found;
    const failure = this.#failureOf(seen, { signature, seed, path, shrinks });
    const untilMs = performance.now() + this.#options.maxConfirmMs;
    const mayGoOn = () => !signal.aborted && performance.now() < untilMs;
    const confirmed = await confirmFailure(failure, { driver, tools, before: seen.before, mayGoOn });
    if (signal.aborted) return;
    if (isOnlySlow(confirmed)) {
      this.#dismissed.add(signature);
      this.#report.counts.slow++;
      this.#report.notes.push(
        `a call was not answered within ${driver.requestTimeoutMs} ms, but it was when it was given longer: give --timeout`,
      );
      return;
    }
    this.#report.failures.push(confirmed);
    if (this.#report.failures.length >= maxFailures)
      this.#report.endedBy ??= `${maxFailures} different failures were found`;
  }

  /** What was seen last and could not be tried again, since the server is gone: most likely by it. */
  enterUnsettled(): void {
    for (const [signature, seen] of this.#seen) {
      const isEntered = this.#report.failures.some((failure) => failure.signature === signature);
      if (isEntered || this.#dismissed.has(signature)) continue;
      this.#report.failures.push(
        this.#failureOf(seen, { signature, seed: this.#options.seed, path: null, shrinks: 0 }),
      );
    }
  }

  #failureOf(
    { violation, input, record }: Seen,
    found: Pick<Failure, 'signature' | 'seed' | 'path' | 'shrinks'>,
  ): Failure {
    const calls = [plainCall(this.#tool, input.arguments)];
    return { ...found, violation, calls, input, confirmed: false, evidence: record.frames };
  }

  signatureOf({ invariant, how }: Violation): string {
    return `${this.#tool}: ${invariant}: ${how}`.slice(0, 500);
  }
}
