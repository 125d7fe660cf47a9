import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { type StdoutLineKind, stdoutLines } from './stdout-lines.ts';

/** Judges all lines of stdout in the run: those of the given kinds are faults, with the sentence that says why. */
export function judgeStdout(
  context: CheckContext,
  sound: string,
  faults: Partial<Record<StdoutLineKind, string>>,
): CheckOutcome {
  const lines = stdoutLines(context.tour.frames()).filter(({ kind }) => kind !== 'unknown');
  return judgeEach(context, lines, { subjects: 'lines on stdout', sound }, ({ frame, kind }) => {
    const fault = faults[kind];
    return fault === undefined ? undefined : `${fault}: ${quoteFrame(frame)}`;
  });
}
