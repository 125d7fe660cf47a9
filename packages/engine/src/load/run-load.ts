import { randomUUID } from 'node:crypto';
import { type LoadProfile, type LoadReport, type LoadTick, plannedLoadSeconds } from '@mcp-lab/contracts';
import { isJsonObject, openLoadSession, openSession, type Revision } from '@mcp-lab/wire';
import { conductRun, type RunUnderWay, type RunYield } from '../run/conduct-run.ts';
import { newestRevision } from '../run/newest-revision.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import type { RunDocument } from '../run/run-document.ts';
import { selectFindings } from '../run/select-findings.ts';
import type { SuiteSettings } from '../run/suite-settings.ts';
import { findProfileIssues } from './find-profile-issues.ts';
import { takeFingerprint } from './fingerprint.ts';
import type { LoadMix } from './load-mix.ts';
import { measureLoad } from './measure-load.ts';
import { planMix } from './plan-mix.ts';
import { redactLoadReport } from './redact-load-report.ts';
import { toLoadResults } from './to-load-results.ts';

/** All that is measured is judged: there is nothing to choose among. */
export interface LoadSettings extends Omit<SuiteSettings, 'only' | 'skip'> {
  load: LoadProfile;
  /** Default load. A soak looks for drift in the server. */
  kind?: 'load' | 'soak';
  /** Each second, while the load goes on. */
  onTick?: (tick: LoadTick) => void;
}

/** Discovery, the opening of sessions, the last answers and the end of processes, beside the load itself. */
const besideSeconds = 180;

/**
 * Puts the load of a profile on a server and gives what was measured as `load` of the document, with a result for each threshold
 * and for what has to be true of any load. Throws Error on a profile that `findProfileIssues` finds fault with: ask it first.
 * Never rejects because of the server; no process outlives it. Default of `maxRunMs`: as long as the profile takes.
 */
export async function runLoad(settings: LoadSettings): Promise<RunDocument> {
  const { load: profile, kind = 'load', inputs } = settings;
  const [issue] = findProfileIssues(profile, kind);
  if (issue !== undefined) throw new Error(`${issue.path}: ${issue.message}`);
  let report: LoadReport | undefined;
  const maxRunMs = settings.maxRunMs ?? (plannedLoadSeconds(profile) + besideSeconds) * 1000;
  const secrets = { ...inputs.tokens, ...settings.secrets };
  const document = await conductRun(kind, { ...settings, maxRunMs }, secrets, async (run) => {
    const outcome = await performLoad(run, settings, kind);
    report = outcome.report;
    return outcome.yield;
  });
  return report === undefined ? document : { ...document, load: report };
}

async function performLoad(
  run: RunUnderWay,
  settings: LoadSettings,
  kind: 'load' | 'soak',
): Promise<{ report?: LoadReport; yield: RunYield }> {
  const { profile, clock, disclosure, onProgress } = run;
  const revision = newestRevision(profile, settings.revisions);
  if (revision === undefined) return { yield: failed('the server speaks none of the revisions asked for') };
  const planned = await readMix(run, settings, revision);
  if ('problem' in planned) return { yield: failed(planned.problem) };
  const owner = `${settings.owner ?? 'lab'}:load-${randomUUID()}`;
  const measured = await measureLoad({
    profile: settings.load,
    kind,
    mix: planned.mix,
    seed: settings.seed,
    revision,
    fingerprint: takeFingerprint(settings.target, profile.transport, settings.toolVersion),
    openSession: () =>
      openLoadSession(settings.target, {
        revision,
        transport: profile.transport,
        requestTimeoutMs: settings.load.requestTimeoutMs,
        openingTimeoutMs: openingTimeoutOf(settings.load.requestTimeoutMs),
        owner,
        checkAddress: settings.checkAddress,
        signal: clock.signal,
      }),
    cookiePrefix: settings.target.kind === 'stdio' ? `${owner}:` : null,
    signal: clock.signal,
    onTick: (tick) => settings.onTick?.(tick),
  });
  if (!measured.ok)
    return { yield: failed(`no session could be opened for the load: ${disclosure.redact(measured.reason)}`) };
  const report = redactLoadReport(measured.report, disclosure.redact);
  const source = { disclosure, transport: profile.transport, seed: settings.seed, frames: [] };
  const found = toLoadResults(source, report, { kind, given: settings.load, origin: planned.mix.origin });
  const whyNot = selectFindings({ inputs: settings.inputs });
  const results = found.filter(({ checkId }) => whyNot(checkId) === undefined);
  const notRun = found.flatMap(({ checkId }) => whyNot(checkId) ?? []);
  for (const result of results) onProgress({ type: 'result', result });
  const { problem } = measured;
  const endedEarly = problem === null ? whyInvalid(report) : early(disclosure.redact(problem));
  return { report, yield: { results, notRun, endedEarly } };
}

/** What is called, from an ordinary session that is closed before the load begins. */
async function readMix(
  { profile, connections, clock, requestTimeoutMs }: RunUnderWay,
  settings: LoadSettings,
  revision: Revision,
): Promise<{ mix: LoadMix } | { problem: string }> {
  const { inputs, allowSideEffects = false } = settings;
  const allow = { ...inputs.allow, anyTool: inputs.allow.anyTool || allowSideEffects };
  try {
    const session = await openSession(settings.target, {
      revision,
      transport: profile.transport,
      transcript: connections.transcriptFor({ revision, purpose: 'check', checkId: 'load:mix' }),
      requestTimeoutMs,
      openingTimeoutMs: openingTimeoutOf(requestTimeoutMs),
      owner: settings.owner,
      checkAddress: settings.checkAddress,
      signal: clock.signal,
    });
    try {
      if (session.opening !== undefined && !isJsonObject(session.opening.result)) {
        return { problem: `the server did not open a session at ${revision}` };
      }
      return { mix: await planMix(session, settings.load, { tools: inputs.tools, allow }, clock.signal) };
    } finally {
      await session.close();
    }
  } catch (error) {
    return { problem: `a session could not be opened: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function failed(reason: string): RunYield {
  return { results: [], endedEarly: early(reason) };
}

/** What was measured of the generator is no finding about the server, and no failure of the harness either. */
function whyInvalid({ generator }: LoadReport): RunYield['endedEarly'] {
  if (generator.valid) return undefined;
  return {
    reason: `the generator was itself the bottleneck: ${generator.invalidBecause.join('; ')}`,
    hint: 'Ask for less, close what else runs on this machine, or generate the load on another one than the server runs on.',
    cancelled: false,
  };
}

function early(reason: string): RunYield['endedEarly'] {
  return { reason, hint: 'mcp-lab doctor looks into why a server does not answer.', cancelled: false };
}
