import { isJsonObject, type JsonObject, openSession, type Revision, type Session, WireError } from '@mcp-lab/wire';
import { listAll } from '../inspect/list-all.ts';
import { conductRun, type RunUnderWay, type RunYield } from '../run/conduct-run.ts';
import { newestRevision } from '../run/newest-revision.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import type { Result } from '../run/result.ts';
import type { NotRun, RunDocument } from '../run/run-document.ts';
import { selectFindings } from '../run/select-findings.ts';
import type { SuiteSettings } from '../run/suite-settings.ts';
import { toSuiteResult } from '../run/to-suite-result.ts';
import type { Ground } from './ground.ts';
import { requireOpened } from './ground.ts';
import { type PlannedProperty, planProperties } from './plan-properties.ts';
import { checkIdOf, type PropertyFinding, properties } from './properties.ts';
import { SessionPool } from './session-pool.ts';
import { surveyGround } from './survey-ground.ts';
import { createTokens } from './unique-tokens.ts';

export type ConsistencySettings = SuiteSettings & {
  /** Where the pairs are from, for the commands that repeat a finding. */
  suiteFile?: string;
};

/**
 * Writes in parallel and reads back: whether acknowledged writes are lost or stored twice, whether sessions and answers
 * are mixed up. Only with tools that the user named, that only read, or, where side effects are allowed, that by their
 * names add something. Never rejects because of the server.
 */
export async function runConsistency(settings: ConsistencySettings): Promise<RunDocument> {
  const secrets = { ...settings.inputs.tokens, ...settings.secrets };
  return conductRun('consistency', settings, secrets, (run) => performConsistency(settings, run));
}

async function performConsistency(settings: ConsistencySettings, run: RunUnderWay): Promise<RunYield> {
  const { profile, clock, onProgress, transcript } = run;
  const revision = newestRevision(profile, settings.revisions);
  if (revision === undefined) {
    const reason = 'the server speaks none of the revisions that were asked for';
    return { results: [], endedEarly: { reason, hint: null, cancelled: false } };
  }
  const reasonToSkip = selectFindings(settings);
  const results: Result[] = [];
  const notRun: NotRun[] = [];
  const record = (found: PropertyFinding, durationMs: number) => {
    const result = toResult(settings, run, revision, found, durationMs);
    results.push(result);
    onProgress({ type: 'result', result });
    onProgress({ type: 'frames', count: transcript.frames.length, dropped: transcript.dropped.frames });
  };
  const ground = createGround(settings, run, revision);
  const pool = new SessionPool(ground);
  try {
    ground.tools = await readTools(pool);
    const survey = await surveyGround(ground, pool, settings);
    const planned = planProperties(ground, pool, survey, settings, profile.transport);
    const ids = planned.flatMap(({ produces }) => produces);
    notRun.push(...ids.map(reasonToSkip).filter((skip) => skip !== undefined));
    const wanted = planned.filter(({ produces }) => produces.some((id) => reasonToSkip(id) === undefined));
    onProgress({ type: 'plan', total: wanted.flatMap(({ produces }) => produces).length });
    for (const one of wanted) {
      if (clock.endedEarly) break;
      const [checkId = ''] = one.produces;
      onProgress({ type: 'check-started', checkId, revision });
      const startedMs = ground.now();
      const found = await lookAt(one, clock.signal);
      const durationMs = (ground.now() - startedMs) / Math.max(1, found.length);
      for (const finding of found) if (reasonToSkip(checkIdOf(finding)) === undefined) record(finding, durationMs);
    }
    await survey.cleanUp();
  } catch (error) {
    if (clock.endedEarly) return { results, notRun };
    if (!(error instanceof WireError)) throw error;
    return { results, notRun, endedEarly: { reason: error.message, hint: error.hint, cancelled: false } };
  } finally {
    await pool.close();
  }
  return { results, notRun };
}

/** A property that could not be looked at says why; one that was cut short says nothing. */
async function lookAt(planned: PlannedProperty, signal: AbortSignal): Promise<PropertyFinding[]> {
  try {
    const found = await planned.look();
    return signal.aborted ? found.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn') : found;
  } catch (error) {
    if (signal.aborted) return [];
    // Whatever else is thrown is a fault of ours, and says nothing about the server.
    const verdict = error instanceof WireError ? 'untestable' : 'error';
    const reason = error instanceof Error ? error.message : String(error);
    return planned.properties.map((property) => ({ property, subject: planned.subject, verdict, reason }));
  }
}

function createGround(
  settings: ConsistencySettings,
  { profile, connections, clock, requestTimeoutMs, transcript }: RunUnderWay,
  revision: Revision,
): Ground & { tools: readonly JsonObject[] } {
  const nextToken = createTokens(settings.seed, transcript.startedAt);
  const open = async (checkId: string | null): Promise<Session> => {
    const purpose = checkId === null ? 'shared' : 'check';
    const session = await openSession(settings.target, {
      revision,
      transport: profile.transport,
      transcript: connections.transcriptFor({ revision, purpose, checkId }),
      requestTimeoutMs,
      openingTimeoutMs: openingTimeoutOf(requestTimeoutMs),
      owner: settings.owner,
      checkAddress: settings.checkAddress,
      signal: clock.signal,
    });
    return requireOpened(session);
  };
  return { tools: [], nextToken, open, signal: clock.signal, now: () => transcript.now() / 1e6 };
}

async function readTools(pool: SessionPool): Promise<JsonObject[]> {
  const [session] = await pool.take(1);
  if (session === undefined || !isJsonObject(session.capabilities.tools)) return [];
  return listAll(session, 'tools/list', 'tools');
}

function toResult(
  settings: ConsistencySettings,
  { disclosure, profile, transcript }: RunUnderWay,
  revision: Revision,
  found: PropertyFinding,
  durationMs: number,
): Result {
  const { title, fix } = properties[found.property];
  return toSuiteResult(
    {
      disclosure,
      transport: profile.transport,
      seed: settings.seed,
      frames: transcript.frames,
      area: 'consistency',
      suite: 'consistency',
    },
    {
      ...found,
      checkId: checkIdOf(found),
      title: found.subject === undefined ? title : `${title} (${found.subject})`,
      fix,
      revision,
      durationMs,
      options: [
        ...(settings.suiteFile === undefined ? [] : ['--suite-file', settings.suiteFile]),
        ...(settings.allowSideEffects === true ? ['--allow-side-effects'] : []),
      ],
    },
  );
}
