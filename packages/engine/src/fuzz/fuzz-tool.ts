import type { FuzzPhase, FuzzSettings } from '@mcp-lab/contracts';
import type { JsonObject } from '@mcp-lab/wire';
import { createSeededRandom } from '../random/seeded-random.ts';
import { countCall } from './count-call.ts';
import type { CallRecord } from './drive/call-record.ts';
import { type FuzzDriver, ServerGone } from './drive/fuzz-driver.ts';
import { judgeInPlace } from './drive/judge-in-place.ts';
import { MemoryWatch } from './drive/memory-watch.ts';
import { explore } from './explore.ts';
import { FailureBook } from './failure-book.ts';
import { boundaryInputs } from './inputs/boundary-inputs.ts';
import { exampleInputs } from './inputs/example-inputs.ts';
import type { FuzzInput } from './inputs/fuzz-input.ts';
import { invalidInputs } from './inputs/invalid-inputs.ts';
import { brokenInputs, fullestArguments, givesAny, type MadeUpInputs, validInputs } from './inputs/made-up-inputs.ts';
import type { Violation } from './judge/invariant.ts';
import { playCalls, stillAnswersViolation } from './play-calls.ts';
import { simplifyArguments } from './simplify-arguments.ts';
import { emptyReport, type Failure, type ToolReport } from './tool-report.ts';
import type { ToolUnderTest } from './tool-under-test.ts';

export interface FuzzToolOptions {
  driver: FuzzDriver;
  tools: ReadonlyMap<string, ToolUnderTest>;
  settings: FuzzSettings;
  seed: number;
  signal: AbortSignal;
  /** Rows of calls that broke something in an earlier run: made first. */
  regressions: readonly Failure['calls'][];
}

const maxShrinkTries = 120;
const maxSimplifyTries = 60;

/** Runs all phases on one tool. Never throws because of the server. */
export async function fuzzTool(tool: ToolUnderTest, options: FuzzToolOptions): Promise<ToolReport> {
  return new ToolFuzz(tool, options).run();
}

class ToolFuzz {
  readonly #tool: ToolUnderTest;
  readonly #options: FuzzToolOptions;
  readonly #report: ToolReport;
  readonly #memory = new MemoryWatch(() => performance.now());
  readonly #untilMs: number;
  readonly #book: FailureBook;
  #works: JsonObject | undefined;

  constructor(tool: ToolUnderTest, options: FuzzToolOptions) {
    this.#tool = tool;
    this.#options = options;
    this.#report = emptyReport(tool.name);
    this.#report.notes.push(...tool.notes);
    const { driver, tools, seed, signal, settings } = options;
    const maxConfirmMs = settings.maxSeconds * 500;
    this.#book = new FailureBook(tool.name, this.#report, { driver, tools, seed, signal, maxConfirmMs });
    this.#untilMs = performance.now() + settings.maxSeconds * 1000;
  }

  async run(): Promise<ToolReport> {
    const startedMs = performance.now();
    const { driver, settings } = this.#options;
    try {
      await this.#playRegressions();
      for (const phase of settings.phases) {
        if (!this.#mayGoOn()) break;
        if (phase === 'sequences') continue;
        await this.#runPhase(phase);
        await this.#lookAfterwards();
      }
    } catch (error) {
      if (!(error instanceof ServerGone)) throw error;
      this.#report.endedBy = error.message;
      this.#report.isServerGone = true;
      this.#book.enterUnsettled();
    } finally {
      await driver.close();
    }
    if (performance.now() > this.#untilMs)
      this.#report.endedBy ??= `the ${settings.maxSeconds} s for one tool were over`;
    this.#report.memory = this.#memory.worst;
    this.#report.durationMs = performance.now() - startedMs;
    return this.#report;
  }

  async #runPhase(phase: Exclude<FuzzPhase, 'sequences'>): Promise<void> {
    const { model, named, base } = this.#tool;
    const { casesPerTool, maxInputBytes } = this.#options.settings;
    const start = base ?? {};
    const full = fullestArguments(model, start, this.#seedOf('full', 0));
    if (phase === 'examples') await this.#sendAll(exampleInputs(model, named, start, full).slice(0, casesPerTool));
    else if (phase === 'boundaries') {
      if (base !== undefined)
        await this.#sendAll(boundaryInputs(model, base, full, maxInputBytes).slice(0, casesPerTool));
    } else if (phase === 'valid') await this.#explore(phase, Math.ceil(casesPerTool / 2), validInputs(model));
    else {
      if (base !== undefined) await this.#sendAll(invalidInputs(model, full, maxInputBytes).slice(0, casesPerTool));
      await this.#explore(phase, Math.floor(casesPerTool / 2), brokenInputs(model, maxInputBytes));
    }
  }

  async #explore(phase: FuzzPhase, runs: number, arbitrary: MadeUpInputs | undefined): Promise<void> {
    const { settings } = this.#options;
    if (arbitrary === undefined || !givesAny(arbitrary, this.#seedOf(phase, 99))) {
      const what =
        phase === 'valid'
          ? 'valid arguments could be made up: only examples were tried'
          : 'invalid arguments could be made up: the schema forbids nothing that could be tried';
      this.#report.notes.push(`no ${what}`);
      return;
    }
    const { isStarved, tried } = await explore({
      arbitrary,
      runs,
      seedOf: (part) => this.#seedOf(phase, part),
      tryOut: async (input) => {
        if (input === undefined || JSON.stringify(input.arguments).length > settings.maxInputBytes) return 'skip';
        return (await this.#send(input)).map((one) => this.#book.signatureOf(one));
      },
      isKnown: (signature) => this.#book.isKnown(signature),
      onFound: (found) => this.#book.settle(found),
      mayGoOn: () => this.#mayGoOn(),
      maxShrinkTries,
      maxShrinkMs: settings.maxSeconds * 250,
    });
    if (isStarved)
      this.#report.notes.push(`of the ${phase} arguments that were made up hardly any fitted: ${tried} were tried`);
  }

  async #sendAll(inputs: readonly FuzzInput[]): Promise<void> {
    for (const input of inputs) {
      if (!this.#mayGoOn()) return;
      for (const violation of await this.#send(input)) {
        const signature = this.#book.signatureOf(violation);
        if (this.#book.isKnown(signature)) continue;
        const shrinks = await this.#simplify(input, signature);
        await this.#book.settle({ value: input, signature, seed: this.#options.seed, path: null, shrinks });
      }
    }
  }

  /** Smaller and smaller, as long as it is valid or invalid as before and breaks the same. */
  async #simplify(input: FuzzInput, signature: string): Promise<number> {
    const { model, base } = this.#tool;
    // A broken one stays broken in the same way.
    const fault = model.faultOf(input.arguments);
    let current = input;
    let shrinks = 0;
    let tries = 0;
    const untilMs = performance.now() + this.#options.settings.maxSeconds * 250;
    for (let isSmaller = true; isSmaller; ) {
      isSmaller = false;
      for (const args of simplifyArguments(current.arguments, base ?? {})) {
        if (++tries > maxSimplifyTries || performance.now() > untilMs || !this.#mayGoOn()) return shrinks;
        if (model.faultOf(args) !== fault) continue;
        const smaller = { ...current, arguments: args };
        const broken = await this.#send(smaller);
        if (!broken.some((one) => this.#book.signatureOf(one) === signature)) continue;
        current = smaller;
        shrinks++;
        isSmaller = true;
        break;
      }
    }
    return shrinks;
  }

  /** One call, counted and judged. */
  async #send(input: FuzzInput): Promise<Violation[]> {
    const { driver } = this.#options;
    const before = driver.history.slice();
    const record = await driver.call(this.#tool.name, input.arguments);
    this.#memory.afterCall(driver.processId);
    countCall(this.#report, input, record, this.#tool.output !== undefined);
    const violations = await judgeInPlace(driver, this.#tool, input, record);
    if (record.outcome === 'ok' && input.broken === undefined) this.#works ??= input.arguments;
    for (const violation of violations) this.#book.remember({ input, violation, record, before });
    if (this.#report.evidence.length === 0) this.#report.evidence = record.frames;
    return violations;
  }

  /** After a phase: is an ordinary request still answered, and a call that worked before? */
  async #lookAfterwards(): Promise<void> {
    if (this.#options.signal.aborted) return;
    const { driver } = this.#options;
    const before = driver.history.slice();
    const probe = await driver.answersStill();
    if (!probe.answers) return this.#settleAfterwards(probe.detail, before);
    this.#report.counts.stillAnswered++;
    if (this.#works === undefined || this.#report.endedBy !== undefined) return;
    const record = await driver.call(this.#tool.name, this.#works);
    this.#memory.afterCall(driver.processId);
    if (record.outcome === 'timeout' || record.outcome === 'crash') {
      await this.#settleAfterwards(`a call that worked before: ${record.detail}`, before);
    }
  }

  async #settleAfterwards(detail: string, before: FuzzDriver['history']): Promise<void> {
    const last = before.at(-1);
    const { driver, signal } = this.#options;
    await driver.close();
    if (last === undefined || signal.aborted) return;
    const violation = stillAnswersViolation(detail);
    const signature = this.#book.signatureOf(violation);
    if (this.#book.isKnown(signature)) return;
    const input: FuzzInput = { arguments: last.arguments, phase: 'valid', why: 'the last call before' };
    const record: CallRecord = {
      ...last,
      reply: { outcome: 'silent', related: [], sent: [], startedNs: 0, endedNs: 0 },
      outcome: 'timeout',
      detail,
      frames: [],
    };
    this.#book.remember({ input, violation, record, before: before.slice(0, -1) });
    await this.#book.settle({ value: input, signature, seed: this.#options.seed, path: null, shrinks: 0 });
  }

  async #playRegressions(): Promise<void> {
    const { driver, tools, regressions } = this.#options;
    for (const calls of regressions) {
      if (calls.at(-1)?.tool !== this.#tool.name || !this.#mayGoOn()) continue;
      const replay = driver.fresh();
      try {
        const broken = await playCalls(replay, tools, calls);
        if (broken === undefined) continue;
        const signature = this.#book.signatureOf(broken.violation);
        if (this.#book.isKnown(signature)) continue;
        const { violation, input, record } = broken;
        const { seed } = this.#options;
        this.#book.add({
          violation,
          signature,
          calls: broken.calls,
          input,
          confirmed: true,
          evidence: record.frames,
          seed,
          path: null,
          shrinks: 0,
        });
      } finally {
        await replay.close();
      }
    }
  }

  #seedOf(phase: string, part: number): number {
    return Math.floor(createSeededRandom(this.#options.seed, `fuzz:${this.#tool.name}:${phase}:${part}`)() * 2 ** 31);
  }

  #mayGoOn(): boolean {
    return !this.#options.signal.aborted && performance.now() < this.#untilMs && this.#report.endedBy === undefined;
  }
}
