import type { Verdict } from '../../check/check.ts';
import type { Invariant } from '../judge/invariant.ts';
import { type Failure, failuresOf, type ToolReport } from '../tool-report.ts';

export interface InvariantVerdict {
  verdict: Verdict;
  reason: string;
  failures: Failure[];
}

export interface InvariantContext {
  hasOutputSchema: boolean;
  /** Undefined where the lab can see the process; else why not. */
  memoryUnseen: string | undefined;
  maxMemoryMiB: number;
}

const MiB = 1024 * 1024;
/** Of the growth, what the second half of the calls has to bring; else memory has come to rest. */
const leastLateShare = 0.2;

/** What the calls to a tool say about one invariant. Without a call that could have broken it there is no pass. */
export function judgeInvariant(invariant: Invariant, report: ToolReport, context: InvariantContext): InvariantVerdict {
  const failures = failuresOf(report, invariant);
  if (failures.length > 0) return { verdict: worstOf(failures), reason: describeFailures(failures), failures };
  const { counts } = report;
  const say = (verdict: Verdict, reason: string): InvariantVerdict => ({ verdict, reason, failures: [] });
  if (invariant === 'memory') return judgeMemory(report, context);
  if (counts.calls === 0) return say('untestable', report.endedBy ?? report.notes[0] ?? 'no call was made');
  switch (invariant) {
    case 'answers':
      return counts.timeouts === 0
        ? say('pass', `all ${counts.calls} calls were answered`)
        : say(
            'info',
            `${counts.timeouts} of ${counts.calls} calls were not answered in time: they say how long to take, or were answered when given longer`,
          );
    case 'no-crash':
      return say('pass', `${counts.calls} calls, and the server is still there`);
    case 'no-hang':
      return say('pass', `${counts.calls} calls, none of which kept others from being answered`);
    case 'still-answers':
      return counts.stillAnswered === 0
        ? say('untestable', 'the calls ended before it could be tried')
        : say('pass', `an ordinary request was answered after each of ${counts.stillAnswered} rounds of calls`);
    case 'valid-accepted':
      if (counts.validSent === 0) return say('untestable', 'no valid arguments were sent');
      if (counts.validServed === 0)
        return say(
          'untestable',
          `none of ${counts.validSent} valid calls was served, for reasons of the tool's own: name arguments that work under tools in the suite file`,
        );
      return say(
        'pass',
        `${counts.validServed} of ${counts.validSent} valid calls were served, none was refused for its shape`,
      );
    case 'invalid-refused':
      if (counts.invalidSent === 0)
        return say(
          'untestable',
          'no invalid arguments were sent: the schema forbids nothing that could be tried, or the phase was left out',
        );
      return counts.invalidRefused === 0
        ? say('untestable', `none of ${counts.invalidSent} invalid calls got as far as an answer of the tool`)
        : say('pass', `all of ${counts.invalidRefused} invalid calls were refused`);
    case 'output-schema':
      if (!context.hasOutputSchema) return say('not-applicable', 'the tool publishes no outputSchema');
      return counts.outputsJudged === 0
        ? say('untestable', 'no call was served, so there is no result to look at')
        : say('pass', `${counts.outputsJudged} results fit the outputSchema`);
    case 'error-shape':
      return counts.errorsSeen === 0
        ? say('not-applicable', 'no call got an error')
        : say('pass', `${counts.errorsSeen} errors have the shape the revision asks for`);
  }
}

function judgeMemory({ memory }: ToolReport, { memoryUnseen, maxMemoryMiB }: InvariantContext): InvariantVerdict {
  const say = (verdict: Verdict, reason: string): InvariantVerdict => ({ verdict, reason, failures: [] });
  if (memoryUnseen !== undefined) return say('not-applicable', memoryUnseen);
  if (memory === undefined)
    return say('untestable', 'too few calls in one process: memory is looked at every ten calls, after the first ten');
  const { fromBytes, halfwayBytes, toBytes, calls } = memory;
  const grownMiB = (toBytes - fromBytes) / MiB;
  const figures = `from ${shown(fromBytes)} to ${shown(toBytes)} MiB over ${calls} calls`;
  if (grownMiB > maxMemoryMiB) {
    const grown = `the memory of the process tree grew by ${Math.round(grownMiB)} MiB (${figures}); the limit is ${maxMemoryMiB} MiB`;
    const isStillGrowing = toBytes - halfwayBytes > (toBytes - fromBytes) * leastLateShare;
    return isStillGrowing ? say('fail', grown) : say('info', `${grown}, but it came to rest after half of the calls`);
  }
  return say('pass', `the memory of the process tree went ${figures}; the limit for growth is ${maxMemoryMiB} MiB`);
}

/** What was not seen again may have had another cause: it is no failure, and it is not kept quiet either. */
function worstOf(failures: readonly Failure[]): Verdict {
  return failures.some(
    ({ confirmed, violation }) => violation.severity === 'fail' && (confirmed || violation.invariant === 'no-crash'),
  )
    ? 'fail'
    : 'warn';
}

export function describeFailures(failures: readonly Failure[]): string {
  const texts = failures.map(({ violation, calls, confirmed, seed, path, shrinks }) => {
    const last = calls.at(-1);
    const many = calls.length > 1 ? ` (the last of ${calls.length} calls in a row)` : '';
    const sent =
      last === undefined ? '' : ` Sent: ${last.tool} ${shorten(JSON.stringify(last.arguments), 300)}${many}.`;
    const origin = path === null ? '' : ` fast-check seed ${seed}, path ${shorten(path, 60)}, shrunk ${shrinks} times.`;
    const again = confirmed ? '' : ' Not seen again in a fresh process or session.';
    return `${violation.reason}.${sent}${origin}${again}`;
  });
  if (texts.length === 1) return texts[0] as string;
  return `${texts.length} different failures. ${texts.map((text, index) => `${index + 1}) ${text}`).join(' ')}`;
}

function shown(bytes: number): string {
  return (bytes / MiB).toFixed(0);
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
