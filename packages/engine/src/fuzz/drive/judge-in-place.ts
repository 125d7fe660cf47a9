import { isTimeLike } from '../generate/scalar-arbitraries.ts';
import type { FuzzInput } from '../inputs/fuzz-input.ts';
import type { Violation } from '../judge/invariant.ts';
import { type JudgedTool, judgeCall, violation } from '../judge/judge-call.ts';
import type { CallRecord } from './call-record.ts';
import type { FuzzDriver } from './fuzz-driver.ts';

/**
 * What a call broke. After a timeout it is tried whether others are still answered, and the process or session is given
 * up: what it still works on must not be blamed on the next call. Throws ServerGone.
 */
export async function judgeInPlace(
  driver: FuzzDriver,
  tool: JudgedTool,
  input: FuzzInput,
  record: CallRecord,
): Promise<Violation[]> {
  if (record.outcome !== 'timeout') return judgeCall(tool, input, record);
  const probe = await driver.answersStill();
  record.frames.push(...probe.frames);
  await driver.close();
  // A tool that is told how long to take may take that long.
  if (probe.answers && Object.keys(input.arguments).some(isTimeLike)) return [];
  if (probe.answers)
    return [violation('answers', 'timeout', `the call got ${record.detail}; other requests are answered`)];
  return [
    violation(
      'no-hang',
      'timeout',
      `the call got ${record.detail}, and then nothing else is answered either: ${probe.detail}`,
    ),
  ];
}
