import type { JsonValue } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { judgeDialogue, type Line, legacyOpening, request } from '../jsonrpc/judge-dialogue.ts';
import { progressIncreasesCheck } from './progress-increases.ts';
import { progressOnlyIfAskedCheck } from './progress-only-if-asked.ts';
import { progressShapeCheck } from './progress-shape.ts';
import { progressStopsCheck } from './progress-stops.ts';
import { progressTokenEchoCheck } from './progress-token-echo.ts';

const call = (id: number, progressToken?: JsonValue): Line => [
  '>',
  request(id, 'tools/call', { name: 'work', ...(progressToken === undefined ? {} : { _meta: { progressToken } }) }),
];
const progress = (progressToken: JsonValue, value: JsonValue): Line => [
  '<',
  { jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken, progress: value } },
];
const answer = (id: number): Line => ['<', { jsonrpc: '2.0', id, result: { content: [] } }];

const cases: [check: Check, verdict: Verdict, lines: Line[]][] = [
  [progressTokenEchoCheck, 'pass', [call(1, 7), progress(7, 1), answer(1)]],
  [progressTokenEchoCheck, 'fail', [call(1, 7), progress('7', 1), answer(1)]],
  [progressTokenEchoCheck, 'untestable', [call(1), progress('none', 1), answer(1)]],
  [progressOnlyIfAskedCheck, 'pass', [call(1, 7), progress(7, 1), answer(1), call(2), answer(2)]],
  [progressOnlyIfAskedCheck, 'fail', [call(1), progress('mine', 1), answer(1)]],
  // Late, and not unasked.
  [progressOnlyIfAskedCheck, 'pass', [call(1, 7), answer(1), call(2), progress(7, 1), answer(2)]],
  [progressOnlyIfAskedCheck, 'untestable', [call(1, 7), answer(1)]],
  [progressIncreasesCheck, 'pass', [call(1, 'a'), progress('a', 0), progress('a', 0.5), answer(1)]],
  [progressIncreasesCheck, 'fail', [call(1, 'a'), progress('a', 2), progress('a', 2), answer(1)]],
  // The same token in another request begins anew.
  [
    progressIncreasesCheck,
    'pass',
    [call(1, 'a'), progress('a', 1), progress('a', 2), answer(1), call(2, 'a'), progress('a', 1), answer(2)],
  ],
  [progressIncreasesCheck, 'untestable', [call(1, 'a'), progress('a', 1), answer(1)]],
  [progressStopsCheck, 'pass', [call(1, 'a'), progress('a', 1), answer(1)]],
  [progressStopsCheck, 'fail', [call(1, 'a'), answer(1), progress('a', 1)]],
  [progressShapeCheck, 'pass', [call(1, 'a'), progress('a', 0.25), answer(1)]],
  [progressShapeCheck, 'fail', [call(1, 'a'), progress('a', 'half'), answer(1)]],
];

test.each(cases.map(([check, verdict, lines], index) => ({ id: check.id, index, check, verdict, lines })))(
  '$id: $verdict ($index)',
  async ({ check, verdict, lines }) => {
    const outcome = await judgeDialogue(check, '2025-06-18', [...legacyOpening('2025-06-18'), ...lines]);
    expect(outcome.verdict, outcome.reason).toBe(verdict);
  },
);
