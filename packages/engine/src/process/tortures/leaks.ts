import type { ProcessUsage } from '@mcp-lab/wire';
import { estimateSlope, type Point } from '../../statistics/estimate-slope.ts';
import { everywhere, type Torture, type TortureFinding } from '../torture.ts';
import { keepBusy, prepareWork, type WorkDone } from '../work-calls.ts';

interface Measure {
  id: string;
  what: string;
  unit: string;
  of(usage: ProcessUsage): number | null;
  /** Per 1,000 calls: less than this nobody minds. */
  limit: number;
  /**
   * A rise of less than this in all may be something that fills up and then stays: the heap of a runtime with garbage
   * collection takes 200 MB and more before it is tidied up for the first time, so the user may say how much.
   */
  leastRise: number | 'heap';
  /** A leak of the limit has to have come to this much before its absence says anything: files come one by one. */
  resolution: number;
}

interface Sample {
  calls: number;
  usage: ProcessUsage;
}

const megabyte = 1_000_000;
const measures: readonly Measure[] = [
  {
    id: 'leak-memory',
    what: 'memory',
    unit: 'MB',
    of: ({ rssBytes }) => rssBytes / megabyte,
    limit: 1,
    leastRise: 'heap',
    resolution: 2,
  },
  {
    id: 'leak-files',
    what: 'open files',
    unit: '',
    of: ({ openFiles }) => openFiles,
    limit: 1,
    leastRise: 5,
    resolution: 2,
  },
  {
    id: 'leak-threads',
    what: 'threads',
    unit: '',
    of: ({ threads }) => threads,
    limit: 0.5,
    leastRise: 3,
    resolution: 2,
  },
];
const fix =
  'Look for what each call leaves behind: listeners that are never removed, caches without a limit, files and workers that are not closed.';

const inFlight = 8;
const mostCalls = 200_000;
/** Of the time that was asked for, where the first time ended with a rise. */
const extension = 1;
/** The first share fills caches and the heap. */
const settlingShare = 0.3;
const fewestPoints = 20;

/** Memory, open files and threads of the whole tree under steady work: the slope per 1,000 calls with its interval. */
export const leaks: Torture = {
  subjects: measures.map(({ id, what }) => ({ id, title: `Calls leave no ${what} behind`, fix })),
  transports: everywhere,
  elsewhere: '',
  async look(scene) {
    const session = await scene.openLoad();
    const read = scene.usageOf(session);
    if (read === undefined || read() === null) {
      const reason =
        'what the server uses cannot be read: it is on another machine, of another account, or there is no /proc';
      await session.close();
      return measures.map(({ id }) => ({ id, verdict: 'untestable', reason }));
    }
    const samples: Sample[] = [];
    const { seconds, heapMegabytes } = scene.inputs.process;
    const work = prepareWork(session, scene);
    let sampledMs = Number.NEGATIVE_INFINITY;
    const perform = (lengthMs: number, before: number) => {
      return keepBusy(session, work, {
        inFlight,
        maxCalls: mostCalls - before,
        untilMs: scene.now() + lengthMs,
        every: 10,
        now: scene.now,
        signal: scene.signal,
        onEvery(calls) {
          // A look reads much of /proc: some 200 are enough for a slope.
          if (scene.now() - sampledMs < (seconds * 1000) / 200) return;
          sampledMs = scene.now();
          const usage = read();
          if (usage !== null) samples.push({ calls: before + calls, usage });
        },
      });
    };
    let done = await perform(seconds * 1000, 0);
    const first = measures.map((measure) => judge(measure, samples, done, heapMegabytes));
    const isOpen = ({ verdict }: TortureFinding) => verdict !== 'pass' && verdict !== 'fail';
    if (first.some(isOpen)) {
      const more = await perform(seconds * 1000 * extension, done.calls);
      done = {
        calls: done.calls + more.calls,
        failed: done.failed + more.failed,
        failure: done.failure ?? more.failure,
      };
    }
    await session.close();
    // What was clear already stays so: what leaks until it can no more has leaked.
    return first.map((found, index) => {
      const measure = measures[index];
      return measure === undefined || !isOpen(found) ? found : judge(measure, samples, done, heapMegabytes);
    });
  },
};

function judge(
  measure: Measure,
  samples: readonly Sample[],
  { calls, failed, failure }: WorkDone,
  heapMegabytes: number,
): TortureFinding {
  const { id, what, unit, of, limit, resolution } = measure;
  const leastRise = measure.leastRise === 'heap' ? heapMegabytes : measure.leastRise;
  const settled = samples.filter((sample) => sample.calls >= calls * settlingShare);
  const points = settled.flatMap((sample): Point[] => {
    const y = of(sample.usage);
    return y === null ? [] : [{ x: sample.calls / 1_000, y }];
  });
  const whole = points.length < fewestPoints ? undefined : estimateSlope(points);
  const troubled = failed === 0 ? '' : `; ${failed} calls failed, the first with ${failure}`;
  if (whole === undefined) {
    const reason = `${calls} calls gave ${points.length} readings, too few for an interval; give it more time (process.seconds in the suite file)${troubled}`;
    return { id, verdict: 'info', reason };
  }
  const [low, high] = whole.interval;
  const quantity = (value: number) => `${Math.round(value * 100) / 100}${unit === '' ? '' : ` ${unit}`}`;
  const at = (place: number) => quantity(points.at(place)?.y ?? 0);
  const told = `${what} from ${at(0)} to ${at(-1)}: ${quantity(whole.slope)} per 1,000 calls, 95 % interval ${quantity(low)} to ${quantity(high)}, over ${calls} calls${troubled}`;
  const neededCalls = (resolution / limit / (1 - settlingShare)) * 1_000;
  if (high < limit && calls >= neededCalls) return { id, verdict: 'pass', reason: `no leak seen; ${told}` };
  const half = Math.floor(points.length / 2);
  const [early, late] = [estimateSlope(points.slice(0, half)), estimateSlope(points.slice(half))];
  const rise = (points.at(-1)?.y ?? 0) - (points[0]?.y ?? 0);
  // What fills up rises less and less; a leak goes on as it began.
  const goesOn =
    early !== undefined && late !== undefined && late.slope >= early.slope * 0.7 && late.interval[0] > limit;
  if (low > limit && rise >= leastRise && goesOn) {
    return { id, verdict: 'fail', reason: `${told}; it rose by ${quantity(rise)} in all, and goes on` };
  }
  const missing = low > limit ? ((leastRise - rise) / Math.max(whole.slope, limit)) * 1_000 : 0;
  const wanted = Math.max(missing, neededCalls - calls, callsForInterval(calls, high - low, limit));
  const more = `about ${Math.ceil(wanted / 1_000) * 1_000} more calls would tell (process.seconds in the suite file, or mcp-lab bench with a soak)`;
  const quantityOfCalls = `a leak that matters, ${quantity(limit)} per 1,000 calls, would hardly show in so few`;
  const filling = `it rises, but ${quantity(rise)} in all may be something that fills up`;
  const why = low > limit ? filling : high < limit ? quantityOfCalls : `${quantity(limit)} would matter`;
  return { id, verdict: 'info', reason: `undecided: ${told}; ${why}; ${more}` };
}

/** The interval of a slope narrows with the number of readings to the power of 3/2 where they come at an even pace. */
function callsForInterval(calls: number, width: number, limit: number): number {
  return calls * Math.max(1, (width / limit) ** (2 / 3) - 1);
}
