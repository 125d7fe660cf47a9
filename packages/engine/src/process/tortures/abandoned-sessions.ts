import type { ProcessUsage, Session } from '@mcp-lab/wire';
import { estimateSlope, type Point } from '../../statistics/estimate-slope.ts';
import type { Torture, TortureFinding, TortureScene } from '../torture.ts';

/** Opened and ended in order first: they fill the heap, and show what a session costs that is ended. */
const ended = 300;
const abandoned = 300;
const step = 10;
const sideBySide = 5;
/** For each session less than this nobody minds. */
const toleratedBytes = 50_000;
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
  const watched: Point[] = [];
  const inOrder: Point[] = [];
  const note = (series: Point[], x: number) => {
    const usage = read();
    if (usage !== null) series.push({ x, y: usage.rssBytes });
  };
  for (let count = 0; count < ended && !scene.signal.aborted; count += step) {
    await eachOf(step, scene, async () => void (await (await open()).close()));
    if (count >= ended / 2) note(inOrder, count);
  }
  const kept: Session[] = [];
  const filesBefore = read()?.openFiles ?? null;
  note(watched, 0);
  while (kept.length < abandoned && !scene.signal.aborted) {
    await eachOf(step, scene, async () => void kept.push(await open()));
    note(watched, kept.length);
  }
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1_000)} kB`;
  const found = [
    judge('abandoned-sessions', watched, inOrder, toleratedBytes, kilobytes, 'memory'),
    await judgeFiles(scene, filesBefore, kept.length, read),
  ];
  // What was only abandoned to look at it is ended after all.
  await eachOf(kept.length, scene, async (index) => void (await kept[index]?.close()));
  return found;
}

function judge(
  id: string,
  points: readonly Point[],
  inOrder: readonly Point[],
  limit: number,
  show: (value: number) => string,
  what: string,
): TortureFinding {
  const estimate = estimateSlope(points);
  const [first, last] = [points[0], points.at(-1)];
  if (estimate === undefined || first === undefined || last === undefined) {
    return { id, verdict: 'info', reason: `${points.length} readings are too few to tell` };
  }
  const [low, high] = estimate.interval;
  const at = (x: number) => points.find((point) => point.x >= x)?.y ?? last.y;
  const rises = [100, abandoned].filter((x) => x <= last.x).map((x) => `${show(at(x) - first.y)} after ${x}`);
  const told = `${what} for each session that is not ended: ${show(estimate.slope)}, 95 % interval ${show(low)} to ${show(high)}; in all ${rises.join(', ')}`;
  const usual = estimateSlope(inOrder);
  const beside = usual === undefined ? '' : `; of a session that is ended ${show(usual.slope)}`;
  // What ended sessions cost as well is a matter of each call, and of the heap.
  const isMore = usual === undefined || low > usual.slope + limit / 2;
  if (low > limit && isMore) return { id, verdict: 'fail', reason: `${told}${beside}` };
  if (high < limit) return { id, verdict: 'pass', reason: told };
  return { id, verdict: 'info', reason: `undecided: ${told}${beside}; ${show(limit)} would matter` };
}

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
