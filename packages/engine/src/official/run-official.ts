import { noInputs } from '@mcp-lab/contracts';
import { type Revision, type ServerProfile, type Transcript, WireError } from '@mcp-lab/wire';
import { matchesPattern } from '../check/plan-run.ts';
import type { ConformanceOptions } from '../check/run-conformance.ts';
import { readSurfaceAt, type SurfaceAt } from '../inspect/inspect-server.ts';
import { conductRun } from '../run/conduct-run.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { callableTools } from '../surface/callable-tools.ts';
import { type ChosenScenario, chooseScenarios, officialRevisions } from './choose-scenarios.ts';
import { filterChecks } from './filter-checks.ts';
import type { OfficialSuite } from './find-suite.ts';
import { runScenario } from './run-scenario.ts';
import { type OfficialVerdict, toOfficialResult } from './to-official-result.ts';

export type OfficialOptions = Pick<
  ConformanceOptions,
  | 'target'
  | 'seed'
  | 'toolVersion'
  | 'signal'
  | 'only'
  | 'skip'
  | 'inputs'
  | 'revisions'
  | 'requestTimeoutMs'
  | 'maxRunMs'
  | 'transports'
  | 'owner'
  | 'profile'
  | 'concurrency'
  | 'onProgress'
> & {
  suite: OfficialSuite;
  /** Of the suite's processes. */
  env: Record<string, string>;
  scenarioTimeoutMs?: number;
};

/**
 * Runs the official suite, installed by the user, against a server over Streamable HTTP: the scenarios that say something
 * of a server they were not made for, at the newest revision of each era, filtered. Never rejects because of the server.
 */
export async function runOfficial(options: OfficialOptions): Promise<RunDocument> {
  const { target, seed, suite } = options;
  // Its scenarios take longer than ours.
  const settings = { maxRunMs: 600_000, ...options };
  return conductRun('official', settings, {}, async (run) => {
    const { profile, disclosure, transcript, connections, clock, onProgress } = run;
    const why = reasonNotToRun(options, profile);
    if (why !== undefined || target.kind !== 'http') {
      return { results: [], endedEarly: { reason: why ?? '', hint: null, cancelled: false } };
    }
    const scene = await readScene(options, profile, (revision) =>
      connections.transcriptFor({ revision, purpose: 'tour', checkId: null }),
    );
    const inputs = options.inputs ?? noInputs;
    const chosen = chooseScenarios({
      revisions: [...scene.keys()],
      url: target.url,
      capabilitiesAt: (revision) => scene.get(revision)?.capabilities ?? {},
      toolsAt: (revision) => scene.get(revision)?.surface.tools ?? [],
      callable: (revision) => callableTools(scene.get(revision)?.surface.tools ?? [], inputs).map(({ name }) => name),
    }).filter(({ scenario }) => isWanted(scenario, options));
    const results: Result[] = [];
    const add = (verdict: OfficialVerdict) => {
      const source = { disclosure, transport: profile.transport, seed, frames: transcript.frames };
      const result = toOfficialResult({ ...source, suiteVersion: suite.version }, verdict);
      results.push(result);
      onProgress({ type: 'result', result });
    };
    const queue = [...chosen];
    const lane = async () => {
      for (let next = queue.shift(); next !== undefined && !clock.endedEarly; next = queue.shift()) {
        for (const verdict of await judge(next, options, target.url, scene, clock.signal)) add(verdict);
      }
    };
    await Promise.all(Array.from({ length: Math.min(options.concurrency ?? 2, 4) }, lane));
    return { results };
  });
}

type Scene = ReadonlyMap<Revision, SurfaceAt>;

async function judge(
  { scenario, revision, leftOut }: ChosenScenario,
  { suite, env, owner, scenarioTimeoutMs = 30_000 }: OfficialOptions,
  url: string,
  scene: Scene,
  signal: AbortSignal,
): Promise<OfficialVerdict[]> {
  if (leftOut !== undefined) return [{ scenario, revision, leftOut, durationMs: 0 }];
  const begin = performance.now();
  const ran = await runScenario({ suite, url, scenario, revision, timeoutMs: scenarioTimeoutMs, env, owner, signal });
  const durationMs = performance.now() - begin;
  if ('problem' in ran) return [{ scenario, revision, problem: ran.problem, durationMs }];
  const offered = {
    capabilities: scene.get(revision)?.capabilities ?? {},
    tools: scene.get(revision)?.surface.tools ?? [],
  };
  return filterChecks(ran.checks, offered).map((check) => ({ scenario, revision, check, durationMs }));
}

/** Surfaces at the newest modern and the newest legacy revision the suite knows and the server speaks. */
async function readScene(
  { target, revisions: wanted, requestTimeoutMs, signal }: OfficialOptions,
  { modern, legacy, transport }: ServerProfile,
  transcriptFor: (revision: Revision) => Transcript,
): Promise<Scene> {
  const isChosen = (revision: Revision) =>
    officialRevisions.includes(revision) && (wanted === undefined || wanted.length === 0 || wanted.includes(revision));
  const scene = new Map<Revision, SurfaceAt>();
  for (const revision of [modern.filter(isChosen).at(-1), legacy.filter(isChosen).at(-1)]) {
    if (revision === undefined) continue;
    try {
      const options = {
        target,
        ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
        ...(signal === undefined ? {} : { signal }),
      };
      scene.set(revision, await readSurfaceAt(revision, transport, options, transcriptFor(revision)));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
    }
  }
  return scene;
}

function reasonNotToRun({ target }: OfficialOptions, { transport }: ServerProfile): string | undefined {
  if (target.kind === 'stdio')
    return 'the official suite speaks HTTP only: start the server over Streamable HTTP and give its --url';
  if (transport === 'http-sse') return 'the official suite speaks Streamable HTTP only, and the server speaks HTTP+SSE';
  if (Object.keys(target.headers).length > 0) return 'the official suite cannot send headers of its user';
  return undefined;
}

function isWanted(scenario: string, { only = [], skip = [] }: OfficialOptions): boolean {
  // A pattern for a check of a scenario chooses the scenario.
  const matches = (pattern: string) =>
    matchesPattern(`official:${scenario}`, pattern) || pattern.startsWith(`official:${scenario}:`);
  return (
    (only.length === 0 || only.some(matches)) &&
    !skip.some((pattern) => matchesPattern(`official:${scenario}`, pattern))
  );
}
