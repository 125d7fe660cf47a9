import type { Verdict } from '../../check/check.ts';
import type { ToolReport } from '../tool-report.ts';

const fewCalls = 10;
const maxNotes = 8;

/** Whether the calls to a tool could have proved much. Never a failure: it is about the run, not about the server. */
export function judgeCoverage({ counts, notes, endedBy }: ToolReport): { verdict: Verdict; reason: string } {
  const said = [...new Set(notes)];
  const gaps = [
    ...(endedBy === undefined ? [] : [`not all was tried: ${endedBy}`]),
    ...(counts.calls > 0 && counts.validServed === 0
      ? ['no valid call was served: name arguments that work under tools in the suite file']
      : []),
    ...(counts.calls < fewCalls ? [`only ${counts.calls} different calls could be made`] : []),
    ...said.slice(0, maxNotes),
    ...(said.length > maxNotes ? [`and ${said.length - maxNotes} more such places`] : []),
  ];
  const done = `${counts.validServed} of ${counts.validSent} valid calls served, ${counts.invalidRefused} of ${counts.invalidSent} invalid ones refused`;
  if (gaps.length === 0) return { verdict: 'pass', reason: done };
  const verdict = counts.calls === 0 ? 'untestable' : 'info';
  return { verdict, reason: `${gaps.join('; ')}. ${done}` };
}
