import { type Executor, type LoadProfile, loadProfileSchema, type SuiteFile } from '@mcp-lab/contracts';
import { findProfileIssues } from '@mcp-lab/engine/load/find-profile-issues';
import { readLoadProfile } from '@mcp-lab/engine/load/read-load-profile';
import { readText } from '../files.ts';
import { describeIssues, loadSuite } from '../suite-options.ts';
import { UsageError } from '../usage-error.ts';
import { type LoadOptions, pairCalls } from './load-options.ts';

export interface ChosenLoad {
  profile: LoadProfile;
  kind: 'load' | 'soak';
  /** The suite file that is told, or that the profile stands in. */
  suite: SuiteFile | undefined;
}

const defaultSeconds = 10;

/**
 * What load is put on: the profile that is named, else that of the suite file, changed by the flags. Throws UsageError with every
 * place that is wrong.
 */
export function buildProfile(
  options: LoadOptions & { suiteFile?: string },
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ChosenLoad {
  const kind = options.soak ? 'soak' : 'load';
  const { profile: base, suite } = readBase(options, environment);
  const executor = executorOf(options, base !== undefined);
  const mix = pairCalls(argv);
  const thresholds = options.threshold.map((threshold) => ({ ...threshold, abortOnFail: options.abortOnFail }));
  const changed = {
    ...base,
    ...(executor === undefined ? {} : { executor }),
    ...(mix.length === 0 ? {} : { mix }),
    ...(options.sessions === undefined ? {} : { sessions: options.sessions }),
    ...(options.thinkTime === undefined ? {} : { thinkTimeMs: options.thinkTime }),
    ...(options.warmUp === undefined ? {} : { warmUpSeconds: options.warmUp }),
    thresholds: [...(base?.thresholds ?? []), ...thresholds],
  };
  const parsed = loadProfileSchema.safeParse(changed);
  if (!parsed.success) {
    throw new UsageError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const issues = findProfileIssues(parsed.data, kind);
  if (issues.length > 0) throw new UsageError(issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return { profile: parsed.data, kind, suite };
}

function readBase(
  { profile: source, suiteFile }: { profile?: string; suiteFile?: string },
  environment: Readonly<Record<string, string | undefined>>,
): { profile: LoadProfile | undefined; suite: SuiteFile | undefined } {
  const told = suiteFile === undefined ? undefined : loadSuite(suiteFile, environment);
  if (source === undefined) return { profile: told?.load, suite: told };
  const isInline = source.trimStart().startsWith('{');
  const reading = readLoadProfile(isInline ? source : readText(source), environment);
  if (reading.ok) return { profile: reading.profile, suite: told ?? reading.suite };
  throw new UsageError(describeIssues(isInline ? '--profile' : source, reading.issues));
}

/** Undefined where no flag says when calls are made: the profile's own then stays. */
function executorOf(options: LoadOptions, hasProfile: boolean): Partial<Executor> | undefined {
  const { vus, iterations, iterationsPerVu, rate, maxVus, stage: stages, findKnee, soak } = options;
  const isTold = [vus, iterations, iterationsPerVu, rate, options.duration, options.hours].some(
    (flag) => flag !== undefined,
  );
  if (!isTold && stages.length === 0 && !findKnee && !(soak && !hasProfile)) return undefined;
  refuse(options);
  const seconds = options.duration ?? (soak ? (options.hours ?? 1) * 3_600 : defaultSeconds);
  const limit = maxVus === undefined ? {} : { maxVus };
  const longest = options.duration === undefined ? {} : { maxSeconds: options.duration };
  if (findKnee) {
    return {
      type: 'find-knee',
      ...limit,
      ...(rate === undefined ? {} : { startRate: rate }),
      ...(options.maxRate === undefined ? {} : { maxRate: options.maxRate }),
      ...(options.step === undefined ? {} : { stepSeconds: options.step }),
      ...(options.objective.length === 0 ? {} : { objective: options.objective }),
    };
  }
  if (rate !== undefined && stages.length > 0)
    return { type: 'ramping-arrival-rate', startRate: rate, stages, ...limit };
  if (rate !== undefined) return { type: 'constant-arrival-rate', rate, seconds, ...limit };
  if (stages.length > 0) return { type: 'ramping-vus', startVus: vus ?? 1, stages };
  if (iterations !== undefined) return { type: 'shared-iterations', vus: vus ?? 1, iterations, ...longest };
  if (iterationsPerVu !== undefined)
    return { type: 'per-vu-iterations', vus: vus ?? 1, iterations: iterationsPerVu, ...longest };
  return { type: 'constant-vus', vus: vus ?? 1, seconds };
}

/** Flags that say two different things. */
function refuse(options: LoadOptions): void {
  const { vus, rate, iterations, iterationsPerVu, stage, findKnee, soak } = options;
  const says = (flag: string, isGiven: boolean) => (isGiven ? [flag] : []);
  const models = [
    ...says('--find-knee', findKnee),
    ...says('--iterations', iterations !== undefined),
    ...says('--iterations-per-vu', iterationsPerVu !== undefined),
    ...says('--stage', stage.length > 0),
    ...says('--soak', soak),
  ];
  if (models.length > 1) throw new UsageError(`${models.join(' and ')} cannot be had together.`);
  if (rate !== undefined && vus !== undefined) {
    throw new UsageError(
      '--rate starts calls whatever users do; --max-vus limits how many are under way. Leave --vus out.',
    );
  }
  if (rate !== undefined && (iterations !== undefined || iterationsPerVu !== undefined)) {
    throw new UsageError('--rate goes with --duration or --stage, not with a number of calls.');
  }
  if (stage.length > 0 && options.duration !== undefined) {
    throw new UsageError('With --stage the stages say how long it takes: leave --duration out.');
  }
  if (options.hours !== undefined && !soak) throw new UsageError('--hours goes with --soak.');
  if (!findKnee && (options.maxRate ?? options.step) !== undefined) {
    throw new UsageError('--max-rate and --step go with --find-knee.');
  }
}
