import type { JsonObject } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { judgeDialogue, type Line, modernRequest } from '../jsonrpc/judge-dialogue.ts';
import { cacheHintsPresentCheck } from './cache-hints-present.ts';
import { cacheScopeSamePagesCheck } from './cache-scope-same-pages.ts';
import { cacheScopeValidCheck } from './cache-scope-valid.ts';
import { cacheTtlValidCheck } from './cache-ttl-valid.ts';
import { cacheTtlZeroEverywhereCheck } from './cache-ttl-zero-everywhere.ts';

const hints = { ttlMs: 1_000, cacheScope: 'public' };

function exchange(id: number, method: string, result: JsonObject, cursor?: string): Line[] {
  const sent = modernRequest(id, method) as JsonObject & { params: JsonObject };
  if (cursor !== undefined) sent.params.cursor = cursor;
  return [
    ['>', sent],
    ['<', { jsonrpc: '2.0', id, result: { resultType: 'complete', ...result } }],
  ];
}

const list = (result: JsonObject) => exchange(1, 'tools/list', { tools: [], ...result });
const pages = (first: JsonObject, second: JsonObject) => [
  ...list({ ...hints, ...first, nextCursor: 'two' }),
  ...exchange(2, 'tools/list', { tools: [], ...hints, ...second }, 'two'),
];

const cases: [check: Check, verdict: Verdict, lines: Line[]][] = [
  [cacheHintsPresentCheck, 'pass', list(hints)],
  [cacheHintsPresentCheck, 'fail', list({ ttlMs: 0 })],
  [cacheHintsPresentCheck, 'fail', exchange(1, 'server/discover', {})],
  [cacheHintsPresentCheck, 'untestable', exchange(1, 'tools/call', { content: [] })],
  [cacheHintsPresentCheck, 'untestable', exchange(1, 'resources/read', { resultType: 'input_required' })],

  [cacheTtlValidCheck, 'pass', list({ ttlMs: 0 })],
  [cacheTtlValidCheck, 'fail', list({ ttlMs: -1 })],
  [cacheTtlValidCheck, 'fail', list({ ttlMs: 1.5 })],
  [cacheTtlValidCheck, 'fail', list({ ttlMs: '1000' })],

  [cacheScopeValidCheck, 'pass', list({ cacheScope: 'private' })],
  [cacheScopeValidCheck, 'fail', list({ cacheScope: 'Public' })],

  [cacheScopeSamePagesCheck, 'not-applicable', list(hints)],
  [cacheScopeSamePagesCheck, 'pass', pages({}, {})],
  [cacheScopeSamePagesCheck, 'fail', pages({}, { cacheScope: 'private' })],

  [cacheTtlZeroEverywhereCheck, 'pass', pages({ ttlMs: 0 }, {})],
  [cacheTtlZeroEverywhereCheck, 'info', pages({ ttlMs: 0 }, { ttlMs: 0 })],
];

test.each(cases)('$id: %s', async (check, verdict, lines) => {
  const outcome = await judgeDialogue(check, '2026-07-28', lines);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});
