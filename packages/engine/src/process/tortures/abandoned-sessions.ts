import type { ProcessUsage, Session } from '@mcp-lab/wire';
import { memoryAtRest } from '../memory-at-rest.ts';
import type { Torture, TortureFinding, TortureScene } from '../torture.ts';

/** Opened and ended in order first: they fill pools and caches. */
const ended = 100;
const steps = [100, 300];
const abandoned = 300;
const sideBySide = 5;
/** For each session less than this nobody minds. */
const toleratedBytes = 30_000;
/** What a reading at rest may be off by. */
const jitterBytes = 3_000_000;
const toleratedFiles = 0.2;
/** How long an idle connection may be kept, by the server or by us. */
const idleMs = 12_000;
const fix =
  'Forget sessions that nobody has used for a while, and keep little for each: clients that crash never send DELETE.';

/** Sessions that are opened and never ended, as a client does that crashes: what each costs for ever. */
export const abandonedSessions: Torture = {
  subjects: [
    { id: 'abandoned-sessions', title: `${abandoned} sessions that nobody ends cost little memory`, fix },
    { id: 'abandoned-sessions-files', title: `${abandoned} sessions that nobody ends hold no files open`, fix },
  ],
  transports: ['streamable-http'],
  elsewhere: 'only Streamable HTTP has sessions that outlive their connection',
  look,
};

interface Reading {
  sessions: number;
  rssBytes: number;
}

const both = (verdict: TortureFinding['verdict'], reason: string): TortureFinding[] =>
  abandonedSessions.subjects.map(({ id }) => ({ id, verdict, reason }));

async function look(scene: TortureScene): Promise<TortureFinding[]> {
  const revision = scene.legacyRevision;
  if (revision === undefined) return both('not-applicable', 'the server speaks no revision that has sessions');
  const read = scene.usageOf();
  if (read === undefined || read() === null) {
    const reason =
      'what the server uses cannot be read: it is on another machine, of another account, or there is no /proc';
    return both('untestable', reason);
  }
  const open = () => scene.open({ revision, isRecorded: false });
  const first = await open();
  if (first.sessionId === undefined) return both('not-applicable', 'the server gives no session ids');
  await first.close();
  await eachOf(ended, scene, async () => void (await (await open()).close()));
  const filesBefore = read()?.openFiles ?? null;
  const readings: Reading[] = [{ sessions: 0, rssBytes: await memoryAtRest(scene, read) }];
  const kept: Session[] = [];
  for (const sessions of steps) {
    await eachOf(sessions - kept.length, scene, async () => void kept.push(await open()));
    readings.push({ sessions: kept.length, rssBytes: await memoryAtRest(scene, read) });
  }
  const found = [judgeMemory(readings), await judgeFiles(scene, filesBefore, kept.length, read)];
  // What was only abandoned to look at it is ended after all.
  await eachOf(kept.length, scene, async (index) => void (await kept[index]?.close()));
  return found;
}

function judgeMemory(readings: readonly Reading[]): TortureFinding {
  const id = 'abandoned-sessions';
  const [first, ...others] = readings;
  const last = others.at(-1);
  if (first === undefined || last === undefined || first.sessions === last.sessions) {
    return { id, verdict: 'untestable', reason: 'too few sessions could be opened' };
  }
  const each = (last.rssBytes - first.rssBytes) / last.sessions;
  const [low, high] = [each - jitterBytes / last.sessions, each + jitterBytes / last.sessions];
  const rises = others.map(({ sessions, rssBytes }) => `${megabytes(rssBytes - first.rssBytes)} after ${sessions}`);
  const told = `memory at rest rose by ${rises.join(', ')} sessions that nobody ends: ${kilobytes(each)} for each (${kilobytes(low)} to ${kilobytes(high)})`;
  if (low > toleratedBytes) return { id, verdict: 'fail', reason: told };
  if (high < toleratedBytes) return { id, verdict: 'pass', reason: told };
  return { id, verdict: 'info', reason: `undecided: ${told}; ${kilobytes(toleratedBytes)} would matter` };
}

const megabytes = (bytes: number) => `${Math.round(bytes / 100_000) / 10} MB`;
const kilobytes = (bytes: number) => `${Math.round(bytes / 1_000)} kB`;

/** Connections that are idle may stay for a moment; what a session holds stays for ever. */
async function judgeFiles(
  scene: TortureScene,
  before: number | null,
  sessions: number,
  read: () => ProcessUsage | null,
): Promise<TortureFinding> {
  const id = 'abandoned-sessions-files';
  const tolerated = toleratedFiles * sessions;
  const untilMs = scene.now() + idleMs;
  let after = read()?.openFiles ?? null;
  while (before !== null && after !== null && after - before > tolerated && scene.now() < untilMs) {
    if (scene.signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
    after = read()?.openFiles ?? null;
  }
  if (before === null || after === null) {
    return { id, verdict: 'untestable', reason: 'the open files of the server belong to another account' };
  }
  const told = `${before} open files before ${sessions} sessions that nobody ends, ${after} after them`;
  return { id, verdict: after - before > tolerated ? 'fail' : 'pass', reason: told };
}

async function eachOf(count: number, { signal }: TortureScene, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count && !signal.aborted) await act(next++);
  };
  await Promise.all(Array.from({ length: Math.min(count, sideBySide) }, work));
}
