import type { JsonValue, Revision } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { cancelServerOnlyListenCheck } from '../cancellation/cancel-server-only-listen.ts';
import { cancelServerOwnRequestsCheck } from '../cancellation/cancel-server-own-requests.ts';
import { judgeDialogue, type Line, legacyOpening, request } from '../jsonrpc/judge-dialogue.ts';
import { listenUnsolicitedNoneCheck } from '../subscriptions/listen-unsolicited-none.ts';
import { loggingLevelFilterCheck } from './logging-level-filter.ts';
import { loggingLevelRespectedCheck } from './logging-level-respected.ts';
import { loggingMessageShapeCheck } from './logging-message-shape.ts';
import { loggingOwnStreamCheck } from './logging-own-stream.ts';
import { loggingSilentWithoutLevelCheck } from './logging-silent-without-level.ts';

const prefix = 'io.modelcontextprotocol/';
const meta = (more: Record<string, JsonValue> = {}): JsonValue => ({
  [`${prefix}protocolVersion`]: '2026-07-28',
  [`${prefix}clientCapabilities`]: {},
  ...more,
});
const discovered: Line[] = [
  ['>', request(0, 'server/discover', { _meta: meta() })],
  ['<', { jsonrpc: '2.0', id: 0, result: { capabilities: { logging: {} } } }],
];
const call = (id: number, level?: string): Line => [
  '>',
  request(id, 'tools/call', { name: 'work', _meta: meta(level === undefined ? {} : { [`${prefix}logLevel`]: level }) }),
];
const listen = (id: number): Line => ['>', request(id, 'subscriptions/listen', { notifications: {}, _meta: meta() })];
const legacyCall = (id: number): Line => ['>', request(id, 'tools/call', { name: 'work' })];
const setLevel = (id: number, level: string): Line => ['>', request(id, 'logging/setLevel', { level })];
const answer = (id: number): Line => ['<', { jsonrpc: '2.0', id, result: {} }];
const notification = (method: string, params: JsonValue): Line => [
  '<',
  { jsonrpc: '2.0', method: `notifications/${method}`, params },
];
const log = (level: string): Line => notification('message', { level, data: 'something' });

const modern: [check: Check, verdict: Verdict, lines: Line[]][] = [
  [loggingSilentWithoutLevelCheck, 'pass', [call(1), answer(1), call(2, 'debug'), log('info'), answer(2)]],
  [loggingSilentWithoutLevelCheck, 'fail', [call(2, 'debug'), answer(2), call(1), log('info'), answer(1)]],
  [loggingSilentWithoutLevelCheck, 'untestable', [call(1, 'debug'), answer(1)]],
  [loggingLevelRespectedCheck, 'fail', [call(1, 'error'), log('warning'), answer(1)]],
  [
    loggingLevelRespectedCheck,
    'pass',
    [call(1, 'debug'), log('info'), answer(1), call(2, 'error'), log('critical'), answer(2)],
  ],
  // Nobody knows whether there was anything to keep back.
  [loggingLevelRespectedCheck, 'untestable', [call(1, 'debug'), log('alert'), answer(1), call(2, 'error'), answer(2)]],
  [loggingOwnStreamCheck, 'pass', [call(1, 'debug'), log('info'), answer(1)]],
  [loggingOwnStreamCheck, 'fail', [call(1, 'debug'), answer(1), log('info')]],
  [
    loggingOwnStreamCheck,
    'fail',
    [
      listen(1),
      call(2, 'debug'),
      notification('message', { level: 'info', data: 1, _meta: { [`${prefix}subscriptionId`]: 1 } }),
      answer(2),
    ],
  ],
  [loggingMessageShapeCheck, 'fail', [call(1, 'debug'), log('verbose'), answer(1)]],
  [cancelServerOnlyListenCheck, 'pass', [listen(1), notification('cancelled', { requestId: 1 })]],
  [cancelServerOnlyListenCheck, 'fail', [call(1), notification('cancelled', { requestId: 1 })]],
  [listenUnsolicitedNoneCheck, 'pass', [listen(1), notification('tools/list_changed', {})]],
  [listenUnsolicitedNoneCheck, 'fail', [call(1), notification('resources/updated', { uri: 'a://b' }), answer(1)]],
];

const quietly: Line[] = [setLevel(3, 'error'), answer(3), legacyCall(4)];
const loudly: Line[] = [setLevel(1, 'debug'), answer(1), legacyCall(2), log('info'), answer(2)];
const legacy: [check: Check, verdict: Verdict, lines: Line[]][] = [
  [loggingLevelFilterCheck, 'pass', [...loudly, ...quietly, answer(4)]],
  [loggingLevelFilterCheck, 'warn', [...loudly, ...quietly, log('info'), answer(4)]],
  [loggingLevelFilterCheck, 'untestable', [...quietly, log('alert'), answer(4)]],
  [cancelServerOwnRequestsCheck, 'fail', [legacyCall(1), notification('cancelled', { requestId: 1 })]],
  [
    cancelServerOwnRequestsCheck,
    'pass',
    [['<', request('ours', 'roots/list')], notification('cancelled', { requestId: 'ours' })],
  ],
];

const cases = [
  ...modern.map(([check, verdict, lines]) => ({ check, verdict, lines: [...discovered, ...lines] })),
  ...legacy.map(([check, verdict, lines]) => ({
    check,
    verdict,
    lines: [...legacyOpening('2025-11-25', { logging: {} }), ...lines],
  })),
].map((one, index) => ({ ...one, index, id: one.check.id }));

test.each(cases)('$id: $verdict ($index)', async ({ check, verdict, lines, index }) => {
  const revision: Revision = index < modern.length ? '2026-07-28' : '2025-11-25';
  const outcome = await judgeDialogue(check, revision, lines);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});
