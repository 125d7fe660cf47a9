import type { Session, StopReport } from '@mcp-lab/wire';
import { endingFrames } from '../../checks/transport-stdio/process-ending.ts';
import { stdioOnly, type Torture, type TortureFinding, type TortureScene } from '../torture.ts';

const graceMs = 4_000;
/** Calls that are under way when the end comes. */
const underWay = 5;

interface Ending {
  how: 'stdin closed' | 'SIGTERM' | 'SIGKILL';
  report: StopReport;
  /** From what was done to the exit of the process that the lab started; null where that did not make it leave. */
  tookMs: number | null;
  evidence: TortureFinding['evidence'];
}

/** A process each: stdin closed under work, SIGTERM, SIGKILL; how long it takes to leave, and who stays behind. */
export const endings: Torture = {
  subjects: [
    {
      id: 'eof-exit',
      title: 'The process leaves when its stdin is closed in the middle of work',
      fix: 'Exit when reading stdin returns end-of-file, also while calls are under way: their answers can go nowhere any more.',
    },
    {
      id: 'term-exit',
      title: 'The process leaves at SIGTERM',
      fix: 'Leave at SIGTERM within a second or two. A wrapper (a shell script, npx) must hand it on: use exec.',
    },
    {
      id: 'kill-exit',
      title: 'What is left when the process is killed',
      fix: 'Nothing can be done in the process itself; what it starts should leave when the pipe to it is closed.',
    },
    {
      id: 'orphans',
      title: 'No process stays behind, however the server ends',
      fix: 'Start no process that outlives the server: end children at EOF and SIGTERM, have them leave when their stdin closes, and let a wrapper exec the server instead of starting it beside itself.',
    },
  ],
  transports: stdioOnly,
  elsewhere: 'a server reached by URL is not a process of the lab',
  async look(scene) {
    const [eof, term, kill] = await Promise.all([
      watch(scene, 'stdin closed'),
      watch(scene, 'SIGTERM'),
      watch(scene, 'SIGKILL'),
    ]);
    return [judgeEof(eof), judgeTerm(term), judgeKill(kill), judgeOrphans([eof, term, kill])];
  },
};

async function watch(scene: TortureScene, how: Ending['how']): Promise<Ending> {
  const session = await scene.open();
  const calls = Array.from({ length: how === 'stdin closed' ? underWay : 0 }, () => session.request(scene.cheapMethod));
  const startedMs = scene.now();
  const signalled = how === 'stdin closed' ? undefined : await endBySignal(session, how);
  const tookMs = signalled === undefined ? null : scene.now() - startedMs;
  const report = await session.close({ graceMs });
  await Promise.all(calls);
  const left = how === 'stdin closed' ? (report.needed === 'eof' ? report.durationMs : null) : tookMs;
  return { how, report, tookMs: left, evidence: endingFrames(scene.transcript.frames, session.connection) };
}

/** Undefined when it stays. */
async function endBySignal({ process: child }: Session, name: 'SIGTERM' | 'SIGKILL'): Promise<true | undefined> {
  if (child === undefined || !child.signal(name)) return undefined;
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(late.resolve, graceMs, undefined);
  const left = await Promise.race([child.exited.then(() => true as const), late.promise]);
  clearTimeout(timer);
  return left;
}

function judgeEof({ report, tookMs, evidence }: Ending): TortureFinding {
  const id = 'eof-exit';
  if (report.needed === 'gone') {
    return { id, verdict: 'untestable', reason: 'the process had left before its stdin was closed', evidence };
  }
  if (tookMs !== null)
    return { id, verdict: 'pass', reason: `gone ${show(tookMs)} after its stdin was closed`, evidence };
  const means = report.needed === 'term' ? 'SIGTERM' : 'SIGKILL';
  const reason = `still running ${graceMs} ms after its stdin was closed with ${underWay} calls under way; ${means} ended it`;
  return { id, verdict: report.needed === 'kill' ? 'fail' : 'warn', reason, evidence };
}

function judgeTerm({ report, tookMs, evidence }: Ending): TortureFinding {
  const id = 'term-exit';
  if (tookMs !== null) return { id, verdict: 'pass', reason: `gone ${show(tookMs)} after SIGTERM`, evidence };
  const then = { eof: 'closing its stdin ended it', term: 'SIGTERM to the whole group ended it' };
  const what = report.needed === 'eof' || report.needed === 'term' ? then[report.needed] : 'it took SIGKILL';
  return { id, verdict: 'warn', reason: `still running ${graceMs} ms after SIGTERM; ${what}`, evidence };
}

function judgeKill({ report, tookMs, evidence }: Ending): TortureFinding {
  const behind = report.orphans === 0 ? 'nothing stayed behind' : `${report.orphans} of its processes stayed behind`;
  const took = tookMs === null ? `not gone within ${graceMs} ms` : `gone ${show(tookMs)} after SIGKILL`;
  return { id: 'kill-exit', verdict: tookMs === null ? 'fail' : 'info', reason: `${took}; ${behind}`, evidence };
}

function judgeOrphans(all: readonly Ending[]): TortureFinding {
  const id = 'orphans';
  const leaving = all.filter(({ report }) => report.orphans > 0);
  if (leaving.length === 0) {
    return { id, verdict: 'pass', reason: `none after ${all.map(({ how }) => how).join(', ')}` };
  }
  const told = leaving.map(({ how, report }) => `${report.orphans} after ${how}`).join(', ');
  const reason = `processes that outlived the server: ${told}; the lab found them by its mark in their environment and killed them`;
  const [first] = leaving;
  // After SIGKILL a server can do nothing any more: its children have to notice by themselves.
  const isKillOnly = leaving.every(({ how }) => how === 'SIGKILL');
  return { id, verdict: isKillOnly ? 'warn' : 'fail', reason, evidence: first?.evidence };
}

function show(ms: number): string {
  return `${Math.round(ms)} ms`;
}
