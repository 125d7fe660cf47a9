import { isJsonObject, type JsonObject, type OpenOptions, openSession, type Revision } from '@mcp-lab/wire';
import { listAll } from '../inspect/list-all.ts';
import { createSeededRandom } from '../random/seeded-random.ts';
import type { RunUnderWay, RunYield } from '../run/conduct-run.ts';
import { newestRevision } from '../run/newest-revision.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import type { Result } from '../run/result.ts';
import type { NotRun } from '../run/run-document.ts';
import { selectFindings } from '../run/select-findings.ts';
import { chooseTools } from './choose-tools.ts';
import { FuzzDriver } from './drive/fuzz-driver.ts';
import { createTranscriptLimit } from './drive/limit-transcript.ts';
import { fuzzTool } from './fuzz-tool.ts';
import { invariantNames } from './judge/invariant.ts';
import {
  invariantId,
  type ResultSettings,
  sequencesId,
  toSequenceResult,
  toToolResults,
  toUntestedResult,
} from './report/to-fuzz-results.ts';
import type { FuzzRunSettings } from './run-fuzz.ts';
import { fuzzSequences } from './sequences/fuzz-sequences.ts';
import { toolIdsOf } from './tool-ids.ts';
import { emptyReport } from './tool-report.ts';
import { prepareTool, type ToolUnderTest } from './tool-under-test.ts';

/** What the sessions that try may take of the transcript; the rest is for those that prove. */
const maxExploringBytes = 16 * 1024 * 1024;

/** The fuzz suite against a server that was found. Gives up on nothing but the end of the run or of the server. */
export async function fuzzServer(settings: FuzzRunSettings, run: RunUnderWay): Promise<RunYield> {
  const { inputs, regressions = [] } = settings;
  const { profile, clock, transcript, onProgress } = run;
  const ended = (reason: string): RunYield => ({ results: [], endedEarly: { reason, hint: null, cancelled: false } });
  const revision = newestRevision(profile, settings.revisions);
  if (revision === undefined) return ended('the server speaks none of the revisions that were asked for');
  const listed = await listTools(settings, run, revision);
  if ('failure' in listed) return ended(listed.failure);
  const mayChange = settings.allowSideEffects === true || inputs.allow.sideEffects;
  const { allowed, left } = chooseTools(listed.tools, inputs, inputs.fuzz, mayChange);
  const ids = toolIdsOf(listed.tools.map(({ name }) => String(name)));
  const idOf = (name: string) => ids.get(name) ?? name;
  const { tools, unusable } = prepareTools(allowed, settings, revision);
  const reasonToSkip = selectFindings(settings);
  const isChosen = (checkId: string) => reasonToSkip(checkId) === undefined;
  const source = {
    disclosure: run.disclosure,
    transport: profile.transport,
    seed: settings.seed,
    frames: transcript.frames,
  };
  const resultSettings: ResultSettings = { source, revision, options: repeatOptions(settings), isChosen };
  const results: Result[] = [];
  const record = (result: Result) => {
    results.push(result);
    onProgress({ type: 'result', result });
    onProgress({ type: 'frames', count: transcript.frames.length, dropped: transcript.dropped.frames });
  };
  const untested = [...left, ...unusable].filter(({ name }) => isChosen(invariantId('coverage', idOf(name))));
  const chosen = [...tools.values()].filter(({ name }) => idsOfTool(idOf(name)).some(isChosen));
  const hasSequences = inputs.fuzz.phases.includes('sequences') && isChosen(sequencesId);
  const planned = chosen.flatMap(({ name }) => idsOfTool(idOf(name)).filter(isChosen)).length;
  onProgress({ type: 'plan', total: untested.length + planned + (hasSequences ? 1 : 0) });
  for (const { name, reason } of untested) record(toUntestedResult(resultSettings, idOf(name), name, reason));
  const common = { tools, settings: inputs.fuzz, seed: settings.seed, signal: clock.signal, regressions };
  const known = new Set<string>();
  let gone: string | undefined;
  for (const tool of chosen) {
    if (clock.endedEarly) break;
    const id = idOf(tool.name);
    onProgress({ type: 'check-started', checkId: invariantId('answers', id), revision });
    const driver = createDriver(settings, run, revision, `fuzz:${id}`);
    const report =
      gone === undefined
        ? await fuzzTool(tool, { ...common, driver })
        : { ...emptyReport(tool.name), endedBy: gone, isServerGone: true };
    if (report.isServerGone) gone = report.endedBy;
    for (const { signature } of report.failures) known.add(signature);
    // What was found is true; what was not is not known of a run that was cut short.
    if (clock.signal.aborted && report.failures.length === 0) break;
    const context = {
      hasOutputSchema: tool.output !== undefined,
      memoryUnseen: memoryUnseen(profile.transport),
      maxMemoryMiB: inputs.fuzz.maxMemoryMiB,
    };
    for (const result of toToolResults(resultSettings, id, report, context)) {
      if (!clock.signal.aborted || result.verdict === 'fail' || result.verdict === 'warn') record(result);
    }
  }
  if (hasSequences && !clock.endedEarly && gone === undefined) {
    onProgress({ type: 'check-started', checkId: sequencesId, revision });
    const driver = createDriver(settings, run, revision, sequencesId);
    const rows = regressions.filter((calls) => calls.length > 1);
    const report = await fuzzSequences({ ...common, regressions: rows, driver, known });
    if (!clock.signal.aborted || report.failures.length > 0) record(toSequenceResult(resultSettings, report));
  }
  return {
    results,
    notRun: notRunOf(
      [...tools.values()].map(({ name }) => idOf(name)),
      reasonToSkip,
    ),
  };
}

function prepareTools(allowed: readonly JsonObject[], { inputs, seed }: FuzzRunSettings, revision: Revision) {
  const tools = new Map<string, ToolUnderTest>();
  const unusable: { name: string; reason: string }[] = [];
  for (const tool of allowed) {
    const name = String(tool.name);
    const named = inputs.tools.filter((call) => call.tool === name).map((call) => call.arguments as JsonObject);
    const random = createSeededRandom(seed, `fuzz:${name}:base`);
    const maxBytes = inputs.fuzz.maxInputBytes;
    const prepared = prepareTool(tool, { revision, named, seed: Math.floor(random() * 2 ** 31), maxBytes });
    if ('problem' in prepared) unusable.push({ name, reason: prepared.problem });
    else tools.set(name, prepared);
  }
  return { tools, unusable };
}

async function listTools(
  settings: FuzzRunSettings,
  run: RunUnderWay,
  revision: Revision,
): Promise<{ tools: JsonObject[] } | { failure: string }> {
  try {
    const session = await openSession(settings.target, openOptions(settings, run, revision, 'fuzz'));
    try {
      if (!isJsonObject(session.opening?.result)) return { failure: 'a session could not be opened to list the tools' };
      return { tools: isJsonObject(session.capabilities.tools) ? await listAll(session, 'tools/list', 'tools') : [] };
    } finally {
      await session.close();
    }
  } catch (error) {
    return { failure: `a session could not be opened: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function createDriver(settings: FuzzRunSettings, run: RunUnderWay, revision: Revision, checkId: string): FuzzDriver {
  const proving = openOptions(settings, run, revision, checkId);
  const limit = limitOf(run);
  return new FuzzDriver({
    target: settings.target,
    exploring: { ...proving, transcript: limit(proving.transcript) },
    proving,
    requestTimeoutMs: run.requestTimeoutMs,
    signal: run.clock.signal,
  });
}

const limits = new WeakMap<RunUnderWay, ReturnType<typeof createTranscriptLimit>>();

/** One for all tools of a run. */
function limitOf(run: RunUnderWay): ReturnType<typeof createTranscriptLimit> {
  const known = limits.get(run) ?? createTranscriptLimit(maxExploringBytes);
  limits.set(run, known);
  return known;
}

function openOptions(settings: FuzzRunSettings, run: RunUnderWay, revision: Revision, checkId: string): OpenOptions {
  const { profile, connections, clock, requestTimeoutMs } = run;
  return {
    revision,
    transport: profile.transport,
    transcript: connections.transcriptFor({ revision, purpose: 'check', checkId }),
    requestTimeoutMs,
    openingTimeoutMs: openingTimeoutOf(requestTimeoutMs),
    owner: settings.owner,
    checkAddress: settings.checkAddress,
    signal: clock.signal,
  };
}

function idsOfTool(id: string): string[] {
  return [...invariantNames, 'coverage' as const].map((invariant) => invariantId(invariant, id));
}

function notRunOf(ids: readonly string[], reasonToSkip: (checkId: string) => NotRun | undefined): NotRun[] {
  return [...ids.flatMap(idsOfTool), sequencesId].map(reasonToSkip).filter((entry) => entry !== undefined);
}

function memoryUnseen(transport: string): string | undefined {
  if (transport !== 'stdio') return 'the lab did not start the process: its memory is not known';
  return process.platform === 'linux'
    ? undefined
    : 'the memory of a process tree is read from /proc, which is not there';
}

function repeatOptions({ suiteFile, allowSideEffects }: FuzzRunSettings): string[] {
  return [
    ...(suiteFile === undefined ? [] : ['--suite-file', suiteFile]),
    ...(allowSideEffects ? ['--allow-side-effects'] : []),
  ];
}
