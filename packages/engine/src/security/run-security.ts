import type { Revision, ServerProfile } from '@mcp-lab/wire';
import { executePlan } from '../check/execute-plan.ts';
import { matchesPattern, planRun } from '../check/plan-run.ts';
import type { SurfaceSnapshot } from '../drift/snapshot.ts';
import { conductRun, type RunUnderWay, type RunYield } from '../run/conduct-run.ts';
import type { Result } from '../run/result.ts';
import type { NotRun, RunDocument } from '../run/run-document.ts';
import type { SuiteSettings } from '../run/suite-settings.ts';
import { addConfidence } from './add-confidence.ts';
import { createCanaryFiles } from './canaries/canary-files.ts';
import { startCanaryListener } from './canaries/canary-listener.ts';
import { createTokenMaker } from './canaries/create-token.ts';
import { type OpenedLab, openLab } from './open-lab.ts';
import { keepInputsLocal } from './parameters/keep-inputs-local.ts';
import type { Probe } from './probe.ts';
import { probes } from './probes.ts';
import { idOfProbe, runProbe } from './run-probe.ts';
import { suiteChecks } from './suite-checks.ts';

export interface SecurityRunSettings extends SuiteSettings {
  /** What the server was when it was approved, to tell what changed since. */
  snapshot?: SurfaceSnapshot;
  /** Run the checks of clauses too (default). False where the conformance suite runs beside this one. */
  withChecks?: boolean;
  checkTimeoutMs?: number;
  concurrency?: number;
}

/**
 * The security suite against one server: the checks of clauses that are a matter of it, then the probes for what no
 * clause asks. Nothing but the server and this machine is contacted, everything that was planted is removed. Never
 * rejects because of the server. No process outlives it.
 */
export async function runSecurity(settings: SecurityRunSettings): Promise<RunDocument> {
  const secrets = { ...settings.inputs.tokens, ...settings.secrets };
  return conductRun('security', settings, secrets, async (run) => {
    const token = createTokenMaker(settings.seed);
    const listener = await startCanaryListener(token('listener'));
    const files = await createCanaryFiles();
    let opened: OpenedLab | undefined;
    try {
      const { chosen, notRun } = chooseProbes(settings);
      const revision = newestOf(run.profile, settings.revisions);
      if (revision === undefined) return { results: [], notRun };
      const opening = await tryOpenLab(run, settings, revision, { listener, files });
      if (typeof opening !== 'string') opened = opening;
      const checked = await runChecks(run, settings, countResults(chosen, opening), opening);
      const probed = await runProbes(run, settings, chosen, revision, opening);
      return { results: [...checked.results, ...probed], notRun: [...(checked.notRun ?? []), ...notRun] };
    } finally {
      await opened?.sessions.closeAll();
      await Promise.all([listener.close(), files.remove()]);
    }
  });
}

async function runChecks(
  run: RunUnderWay,
  settings: SecurityRunSettings,
  probeCount: number,
  opening: OpenedLab | string,
): Promise<RunYield> {
  const { profile } = run;
  const { inputs, seed } = settings;
  const order = settings.withChecks === false ? [] : await suiteChecks();
  const allowSideEffects = settings.allowSideEffects || inputs.allow.sideEffects;
  const plan = planRun(order, profile.transport, profile, { ...settings, allowSideEffects, exclude: inputs.exclude });
  const isEmpty = [plan.session, plan.alone, plan.destructive, plan.tour].every((planned) => planned.length === 0);
  if (isEmpty) {
    run.onProgress({ type: 'plan', total: probeCount });
    return { results: [], notRun: plan.notRun };
  }
  const results = await executePlan({
    ...run,
    plan,
    order,
    seed,
    target: settings.target,
    inputs: typeof opening === 'object' ? keepInputsLocal(inputs, opening.lab.callable) : inputs,
    owner: settings.owner,
    checkAddress: settings.checkAddress,
    checkTimeoutMs: settings.checkTimeoutMs ?? 30_000,
    concurrency: settings.concurrency ?? 8,
    onProgress(event) {
      if (event.type === 'plan') run.onProgress({ ...event, total: event.total + probeCount });
      else if (event.type === 'result') run.onProgress({ ...event, result: addConfidence(event.result) });
      else run.onProgress(event);
    },
  });
  return { results: results.map(addConfidence), notRun: plan.notRun };
}

/** The lists are read before anything else is done; gives what went wrong in words. */
async function tryOpenLab(
  run: RunUnderWay,
  settings: SecurityRunSettings,
  revision: Revision,
  own: Parameters<typeof openLab>[3],
): Promise<OpenedLab | string> {
  try {
    return await openLab(run, settings, revision, own);
  } catch (error) {
    return `no session could be opened: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function runProbes(
  run: RunUnderWay,
  settings: SecurityRunSettings,
  chosen: readonly Probe[],
  revision: Revision,
  opening: OpenedLab | string,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const probe of chosen) {
    run.onProgress({ type: 'check-started', checkId: idOfProbe(probe), revision });
    const given = await runProbe(run, settings.seed, revision, probe, run.clock.endedEarly?.reason ?? opening);
    for (const result of given.filter(({ checkId }) => isWanted(checkId, settings))) {
      results.push(result);
      run.onProgress({ type: 'result', result });
    }
    run.onProgress({ type: 'frames', count: run.transcript.frames.length, dropped: run.transcript.dropped.frames });
  }
  return results;
}

function countResults(chosen: readonly Probe[], opening: OpenedLab | string): number {
  if (typeof opening === 'string') return chosen.length;
  return chosen.reduce((sum, probe) => sum + (probe.count?.(opening.lab) ?? 1), 0);
}

function chooseProbes({ inputs, ...settings }: SecurityRunSettings): { chosen: Probe[]; notRun: NotRun[] } {
  const notRun: NotRun[] = [];
  const chosen = probes.filter((probe) => {
    const id = idOfProbe(probe);
    const excluded = inputs.exclude.find(({ check }) => matchesPattern(id, check));
    if (excluded !== undefined) notRun.push({ checkId: id, why: 'excluded', reason: excluded.reason });
    else if (!mayGive(id, settings)) notRun.push({ checkId: id, why: 'not-selected' });
    else return true;
    return false;
  });
  return { chosen, notRun };
}

/** Whether a pattern chooses the probe or one of the tools it looks at. */
function mayGive(id: string, { only = [], skip = [] }: Pick<SuiteSettings, 'only' | 'skip'>): boolean {
  if (skip.some((pattern) => matchesPattern(id, pattern))) return false;
  return only.length === 0 || only.some((pattern) => matchesPattern(id, pattern) || pattern.startsWith(`${id}:`));
}

function isWanted(checkId: string, { only = [], skip = [] }: Pick<SuiteSettings, 'only' | 'skip'>): boolean {
  const matches = (pattern: string) => matchesPattern(checkId, pattern) || checkId.startsWith(`${pattern}:`);
  return (only.length === 0 || only.some(matches)) && !skip.some((pattern) => matchesPattern(checkId, pattern));
}

function newestOf({ modern, legacy }: ServerProfile, wanted: readonly Revision[] | undefined): Revision | undefined {
  const spoken: Revision[] = [...legacy, ...modern];
  const chosen = wanted === undefined || wanted.length === 0 ? spoken : spoken.filter((one) => wanted.includes(one));
  return chosen.at(-1);
}
