import type { FuzzSettings } from '@mcp-lab/contracts';
import type { Frame, JsonObject } from '@mcp-lab/wire';
import fc from 'fast-check';
import { escapeVariables } from '../../functional/substitute-variables.ts';
import { createSeededRandom } from '../../random/seeded-random.ts';
import { patientTimeout } from '../confirm-failure.ts';
import { type FuzzDriver, ServerGone } from '../drive/fuzz-driver.ts';
import { judgeInPlace } from '../drive/judge-in-place.ts';
import { explore } from '../explore.ts';
import type { FuzzCall } from '../fuzz-call.ts';
import type { FuzzInput } from '../inputs/fuzz-input.ts';
import type { Violation } from '../judge/invariant.ts';
import { playCalls, stillAnswersViolation } from '../play-calls.ts';
import { type Failure, isOnlySlow } from '../tool-report.ts';
import type { ToolUnderTest } from '../tool-under-test.ts';
import { feedArguments } from './feed-arguments.ts';
import { type PooledValue, valuesOf } from './value-pool.ts';

export interface SequenceReport {
  sequences: number;
  calls: number;
  /** Values of results that became arguments. */
  fed: number;
  failures: Failure[];
  endedBy: string | undefined;
  evidence: Frame[];
  durationMs: number;
}

export interface SequenceOptions {
  driver: FuzzDriver;
  tools: ReadonlyMap<string, ToolUnderTest>;
  settings: FuzzSettings;
  seed: number;
  signal: AbortSignal;
  regressions: readonly FuzzCall[][];
  /** What single calls broke already. */
  known: ReadonlySet<string>;
}

/** A call of a sequence before anything is known of the results it will be fed with. */
interface PlannedCall {
  tool: ToolUnderTest;
  arguments: JsonObject;
  /** Which of several values is taken; 0 takes none. */
  choice: number;
}

interface Played {
  calls: FuzzCall[];
  violation: Violation;
  input: FuzzInput;
  evidence: Frame[];
}

const maxCalls = 8;
const maxShrinkTries = 40;

/**
 * Sequences of valid calls, each sequence in a fresh process or session: what one result gives feeds the next call that
 * has a property which looks alike. Never throws because of the server.
 */
export async function fuzzSequences(options: SequenceOptions): Promise<SequenceReport> {
  const { tools, settings, seed, signal } = options;
  const startedMs = performance.now();
  const untilMs = startedMs + settings.maxSeconds * 1000;
  const report: SequenceReport = {
    sequences: 0,
    calls: 0,
    fed: 0,
    failures: [],
    endedBy: undefined,
    evidence: [],
    durationMs: 0,
  };
  const known = new Set(options.known);
  const played = new Map<string, Played>();
  const mayGoOn = () => !signal.aborted && performance.now() < untilMs && report.endedBy === undefined;
  try {
    await playRegressions(options, report, known);
    const arbitrary = sequencesOf([...tools.values()]);
    if (arbitrary !== undefined && settings.sequences > 0) {
      await explore({
        arbitrary,
        runs: settings.sequences,
        seedOf: (part) => Math.floor(createSeededRandom(seed, `fuzz:sequences:${part}`)() * 2 ** 31),
        tryOut: async (plan) => {
          if (plan.some(({ tool, arguments: args }) => tool.model.faultOf(args) !== undefined)) return 'skip';
          const found = await playPlan(options, plan, report);
          for (const one of found) played.set(signatureOf(one), one);
          return found.map(signatureOf);
        },
        isKnown: (signature) => known.has(signature),
        onFound: async ({ signature, seed: partSeed, path, shrinks }) => {
          known.add(signature);
          const last = played.get(signature);
          if (last === undefined) return;
          const failure: Failure = { ...last, signature, confirmed: false, seed: partSeed, path, shrinks };
          const at = report.failures.push(failure) - 1;
          const again = await confirm(options, failure);
          if (isOnlySlow(again)) report.failures.splice(at, 1);
          else report.failures[at] = again;
        },
        mayGoOn,
        maxShrinkTries,
        maxShrinkMs: settings.maxSeconds * 300,
      });
    }
  } catch (error) {
    if (!(error instanceof ServerGone)) throw error;
    report.endedBy = error.message;
    for (const [signature, last] of played) {
      if (known.has(signature)) continue;
      report.failures.push({ ...last, signature, confirmed: false, seed, path: null, shrinks: 0 });
    }
  }
  if (performance.now() > untilMs) report.endedBy ??= `the ${settings.maxSeconds} s for sequences were over`;
  report.durationMs = performance.now() - startedMs;
  return report;
}

function sequencesOf(tools: readonly ToolUnderTest[]): fc.Arbitrary<PlannedCall[]> | undefined {
  const calls = tools.flatMap((tool): fc.Arbitrary<PlannedCall>[] => {
    const usual = [...tool.named, ...(tool.base === undefined ? [] : [tool.base])].map((args) => fc.constant(args));
    const made = tool.model.arbitrary === undefined ? [] : [tool.model.arbitrary];
    if (usual.length + made.length === 0) return [];
    const choice = fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
    );
    return [fc.record({ tool: fc.constant(tool), arguments: fc.oneof(...usual, ...made), choice })];
  });
  return calls.length === 0
    ? undefined
    : fc.array(fc.oneof(...calls), { minLength: 1, maxLength: maxCalls, size: 'max' });
}

/** What the first call that breaks something breaks; nothing is asked of a server that broke. */
async function playPlan(
  options: SequenceOptions,
  plan: readonly PlannedCall[],
  report: SequenceReport,
): Promise<Played[]> {
  const driver = options.driver.fresh('exploring');
  const pool: PooledValue[] = [];
  const calls: FuzzCall[] = [];
  report.sequences++;
  try {
    for (const [step, { tool, arguments: made, choice }] of plan.entries()) {
      if (options.signal.aborted) return [];
      const { arguments: args, fed } =
        choice === 0 ? { arguments: made, fed: new Map() } : feedArguments(tool.model, made, pool, choice - 1);
      calls.push(asCall(tool.name, args, fed, calls));
      report.calls++;
      report.fed += fed.size;
      const input: FuzzInput = {
        arguments: args,
        phase: 'sequences',
        why: fed.size > 0 ? `with ${[...fed.keys()].join(', ')} of an earlier result` : 'made up from the schema',
      };
      const record = await driver.call(tool.name, args);
      if (report.evidence.length === 0 && fed.size > 0) report.evidence = record.frames;
      const found = await judgeInPlace(driver, tool, input, record);
      if (found.length > 0)
        return found.map((violation) => ({ calls: [...calls], violation, input, evidence: record.frames }));
      pool.push(...valuesOf(record.reply.result, step));
    }
    const probe = await driver.answersStill();
    const last = plan.at(-1);
    if (probe.answers || last === undefined || options.signal.aborted) return [];
    const input: FuzzInput = { arguments: last.arguments, phase: 'sequences', why: 'the last call before' };
    return [{ calls, violation: stillAnswersViolation(probe.detail), input, evidence: probe.frames }];
  } finally {
    await driver.close();
  }
}

/** With a variable for each value that came from an earlier result, so that the row can be made again. */
function asCall(tool: string, args: JsonObject, fed: ReadonlyMap<string, PooledValue>, before: FuzzCall[]): FuzzCall {
  const written: JsonObject = { ...escapeVariables(args) };
  for (const [property, { path, step }] of fed) {
    const giver = before[step];
    if (path === undefined || giver === undefined) continue;
    const known = Object.entries(giver.save ?? {}).find(([, saved]) => saved === path)?.[0];
    const name = known ?? `value_${step + 1}_${Object.keys(giver.save ?? {}).length + 1}`;
    giver.save = { ...giver.save, [name]: path };
    written[property] = `\${${name}}`;
  }
  return { tool, arguments: written };
}

async function confirm({ driver, tools, signal }: SequenceOptions, failure: Failure): Promise<Failure> {
  if (signal.aborted) return failure;
  const proving = driver.fresh();
  try {
    const { invariant } = failure.violation;
    const again = await playCalls(proving, tools, failure.calls, invariant, patientTimeout(driver, invariant));
    return again === undefined
      ? failure
      : { ...failure, calls: again.calls, confirmed: true, evidence: again.record.frames };
  } finally {
    await proving.close();
  }
}

async function playRegressions(
  { driver, tools, regressions, seed, signal }: SequenceOptions,
  report: SequenceReport,
  known: Set<string>,
) {
  for (const calls of regressions) {
    if (signal.aborted) return;
    const proving = driver.fresh();
    try {
      const broken = await playCalls(proving, tools, calls);
      if (broken === undefined) continue;
      const { violation, input, record } = broken;
      const found = { calls: broken.calls, violation, input, evidence: record.frames };
      const signature = signatureOf(found);
      if (known.has(signature)) continue;
      known.add(signature);
      report.failures.push({ ...found, signature, confirmed: true, seed, path: null, shrinks: 0 });
    } finally {
      await proving.close();
    }
  }
}

function signatureOf({ calls, violation }: Pick<Played, 'calls' | 'violation'>): string {
  return `${calls.at(-1)?.tool ?? ''}: ${violation.invariant}: ${violation.how}`.slice(0, 500);
}
