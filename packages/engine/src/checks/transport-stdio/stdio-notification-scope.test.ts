import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Verdict } from '../../check/check.ts';
import { judgeDialogue, type Line, modernRequest } from '../jsonrpc/judge-dialogue.ts';
import { subscriptionIdKey } from '../lifecycle/modern-scope.ts';
import { stdioNotificationScopeCheck } from './stdio-notification-scope.ts';

const asks = (id: JsonValue, method = 'tools/list'): Line => ['>', modernRequest(id, method)];
const answers = (id: JsonValue): Line => ['<', { jsonrpc: '2.0', id, result: { resultType: 'complete' } }];
const notes = (method: string, params: JsonObject = {}): Line => [
  '<',
  { jsonrpc: '2.0', method: `notifications/${method}`, params },
];
const tagged = (id: JsonValue): JsonObject => ({ _meta: { [subscriptionIdKey]: id } });

function asksWithProgress(id: JsonValue, progressToken: JsonValue): Line {
  const request = modernRequest(id, 'tools/list');
  if (!isJsonObject(request) || !isJsonObject(request.params) || !isJsonObject(request.params._meta)) throw new Error();
  request.params._meta.progressToken = progressToken;
  return ['>', request];
}

const cases: [what: string, verdict: Verdict, lines: Line[]][] = [
  ['no notification', 'pass', [asks(1), answers(1)]],
  ['a log message during a request', 'pass', [asks(1), notes('message'), answers(1)]],
  ['a log message after the answer', 'fail', [asks(1), answers(1), notes('message')]],
  [
    'a log message between two requests in flight',
    'pass',
    [asks(1), asks(2), answers(1), notes('message'), answers(2)],
  ],
  ['progress of the request', 'pass', [asksWithProgress(1, 7), notes('progress', { progressToken: 7 }), answers(1)]],
  ['progress under another token', 'fail', [asksWithProgress(1, 7), notes('progress', { progressToken: '7' })]],
  ['progress nobody asked for', 'fail', [asks(1), notes('progress', {}), answers(1)]],
  ['a change without a subscription', 'fail', [asks(1), notes('tools/list_changed'), answers(1)]],
  [
    'changes of a subscription',
    'pass',
    [
      asks('s', 'subscriptions/listen'),
      notes('subscriptions/acknowledged', tagged('s')),
      notes('tools/list_changed', tagged('s')),
    ],
  ],
  [
    'a change of another subscription',
    'fail',
    [asks(1, 'subscriptions/listen'), notes('resources/updated', tagged('1'))],
  ],
  ['the end of a subscription', 'pass', [asks(1, 'subscriptions/listen'), notes('cancelled', { requestId: 1 })]],
  ['a cancellation of a request', 'fail', [asks(1), notes('cancelled', { requestId: 1 })]],
  [
    'on a connection that saw malformed traffic',
    'pass',
    [['>', { jsonrpc: '2.0', id: 1, method: 'x' }], notes('message')],
  ],
];

test.each(cases)('%s: %s', async (_what, verdict, lines) => {
  const outcome = await judgeDialogue(stdioNotificationScopeCheck, '2026-07-28', lines);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});
