import { type Revision, WireError } from '@mcp-lab/wire';
import { conductRun, type RunUnderWay, type RunYield } from '../run/conduct-run.ts';
import { newestRevision } from '../run/newest-revision.ts';
import type { Result } from '../run/result.ts';
import type { NotRun, RunDocument } from '../run/run-document.ts';
import { selectFindings } from '../run/select-findings.ts';
import type { SuiteSettings } from '../run/suite-settings.ts';
import { toSuiteResult } from '../run/to-suite-result.ts';
import { createScene, type SceneOfRun } from './create-scene.ts';
import type { Torture, TortureFinding } from './torture.ts';
import { tortures } from './tortures.ts';

export type ProcessSuiteSettings = SuiteSettings & {
  /** Where the inputs are from, for the commands that repeat a finding. */
  suiteFile?: string;
  /** For a server that the lab starts itself (`inputs.process.start`): what its PATH and such are. Default: nothing. */
  environment?: Readonly<Record<string, string | undefined>>;
};

const idOf = (subject: string) => `process:${subject}`;

/**
 * Torments the process of a server, or its sessions over HTTP: how it ends and what stays behind, what it leaks, what it
 * makes of clients that go away, do not read or cut messages. Calls only what may be called. Never rejects because of the
 * server, and nothing it started outlives it.
 */
export async function runProcess(settings: ProcessSuiteSettings): Promise<RunDocument> {
  const secrets = { ...settings.inputs.tokens, ...settings.secrets };
  return conductRun('process', settings, secrets, (run) => performTortures(settings, run));
}

async function performTortures(settings: ProcessSuiteSettings, run: RunUnderWay): Promise<RunYield> {
  const { profile, clock, onProgress, transcript } = run;
  const results: Result[] = [];
  const notRun: NotRun[] = [];
  const revision = newestRevision(profile, settings.revisions);
  const cannot = (reason: string): RunYield => ({
    results,
    notRun,
    endedEarly: { reason, hint: null, cancelled: false },
  });
  if (revision === undefined) return cannot('the server speaks none of the revisions that were asked for');

  const reasonToSkip = selectFindings(settings);
  const isWanted = ({ id }: { id: string }) => reasonToSkip(idOf(id)) === undefined;
  const skipped = tortures.flatMap(({ subjects }) => subjects.map(({ id }) => reasonToSkip(idOf(id))));
  notRun.push(...skipped.filter((skip) => skip !== undefined));
  const wanted = tortures.filter(({ subjects }) => subjects.some(isWanted));
  onProgress({ type: 'plan', total: wanted.flatMap(({ subjects }) => subjects.filter(isWanted)).length });
  let scene: SceneOfRun;
  try {
    scene = await createScene(settings, run, revision);
  } catch (error) {
    if (clock.endedEarly) return { results, notRun };
    if (error instanceof WireError) return cannot(error.message);
    throw error;
  }
  for (const torture of wanted) {
    if (clock.endedEarly) break;
    const [first] = torture.subjects;
    onProgress({ type: 'check-started', checkId: idOf(first?.id ?? ''), revision });
    const startedMs = scene.now();
    const found = await lookAt(torture, scene);
    const durationMs = (scene.now() - startedMs) / Math.max(1, found.length);
    for (const finding of found.filter(isWanted)) {
      const result = toResult({ settings, run, revision }, torture, finding, durationMs);
      results.push(result);
      onProgress({ type: 'result', result });
    }
    onProgress({ type: 'frames', count: transcript.frames.length, dropped: transcript.dropped.frames });
  }
  return { results, notRun };
}

/** A torture that could not be done says why; one that was cut short says nothing. */
async function lookAt(torture: Torture, scene: SceneOfRun): Promise<TortureFinding[]> {
  const all = (verdict: TortureFinding['verdict'], reason: string) => {
    return torture.subjects.map(({ id }): TortureFinding => ({ id, verdict, reason }));
  };
  if (!torture.transports.includes(scene.transport)) return all('not-applicable', torture.elsewhere);
  try {
    const found = await torture.look(scene.forTorture(idOf(torture.subjects[0]?.id ?? '')));
    return scene.signal.aborted ? [] : found;
  } catch (error) {
    if (scene.signal.aborted) return [];
    // Whatever else is thrown is a fault of ours, and says nothing about the server.
    if (error instanceof WireError) return all('untestable', error.message);
    return all('error', error instanceof Error ? error.message : String(error));
  } finally {
    await scene.closeAll();
  }
}

function toResult(
  { settings, run, revision }: { settings: ProcessSuiteSettings; run: RunUnderWay; revision: Revision },
  { subjects }: Torture,
  found: TortureFinding,
  durationMs: number,
): Result {
  const { disclosure, profile, transcript } = run;
  const { seed, suiteFile } = settings;
  const source = { disclosure, transport: profile.transport, seed, frames: transcript.frames };
  const { id, ...finding } = found;
  const subject = subjects.find((one) => one.id === id);
  return toSuiteResult(
    { ...source, area: 'process', suite: 'process' },
    {
      ...finding,
      checkId: idOf(id),
      title: subject?.title ?? id,
      fix: subject?.fix ?? '',
      revision,
      durationMs,
      options: suiteFile === undefined ? [] : ['--suite-file', suiteFile],
    },
  );
}
