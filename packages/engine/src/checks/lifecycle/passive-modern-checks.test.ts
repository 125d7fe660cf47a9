import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { judgeDialogue, type Line, modernRequest, request } from '../jsonrpc/judge-dialogue.ts';
import { discoverServerInfoCheck } from './discover-server-info.ts';
import { discoverShapeCheck } from './discover-shape.ts';
import { extensionIdsValidCheck } from './extension-ids-valid.ts';
import { clientCapabilitiesKey, protocolVersionKey, serverInfoKey } from './modern-scope.ts';
import { noServerRequestsCheck } from './no-server-requests.ts';
import { resultServerInfoCheck } from './result-server-info.ts';
import { resultTypeKnownCheck } from './result-type-known.ts';
import { resultTypePresentCheck } from './result-type-present.ts';

const serverInfo = { name: 'server', version: '1' };
const meta = { [serverInfoKey]: serverInfo };

function discovers(change: JsonObject = {}): Line[] {
  const result: JsonObject = {
    resultType: 'complete',
    supportedVersions: ['2026-07-28'],
    capabilities: {},
    ttlMs: 0,
    cacheScope: 'public',
    _meta: meta,
    ...change,
  };
  return [
    ['>', modernRequest(0, 'server/discover')],
    ['<', { jsonrpc: '2.0', id: 0, result }],
  ];
}

function lists(result: JsonObject): Line[] {
  return [
    ['>', modernRequest(1, 'tools/list')],
    ['<', { jsonrpc: '2.0', id: 1, result: { tools: [], ttlMs: 0, cacheScope: 'public', ...result } }],
  ];
}

const complete = { resultType: 'complete', _meta: meta };
const withExtensions = (extensions: JsonValue) => discovers({ capabilities: { extensions } });
const tasks = 'io.modelcontextprotocol/tasks';
const callWithTasks: Line[] = [
  [
    '>',
    request(1, 'tools/call', {
      name: 'x',
      _meta: { [protocolVersionKey]: '2026-07-28', [clientCapabilitiesKey]: { extensions: { [tasks]: {} } } },
    }),
  ],
  ['<', { jsonrpc: '2.0', id: 1, result: { resultType: 'task' } }],
];

const cases: [check: Check, verdict: Verdict, lines: Line[]][] = [
  [discoverShapeCheck, 'pass', discovers()],
  [discoverShapeCheck, 'fail', discovers({ supportedVersions: [] })],
  [discoverShapeCheck, 'fail', discovers({ supportedVersions: '2026-07-28' })],
  [discoverShapeCheck, 'fail', discovers({ capabilities: [] })],
  [discoverShapeCheck, 'fail', discovers({ ttlMs: -1 })],
  [discoverShapeCheck, 'untestable', lists(complete)],

  [discoverServerInfoCheck, 'pass', discovers()],
  [discoverServerInfoCheck, 'warn', discovers({ _meta: {} })],
  [discoverServerInfoCheck, 'warn', discovers({ _meta: { [serverInfoKey]: { name: 'server' } } })],

  [resultServerInfoCheck, 'untestable', discovers()],
  [resultServerInfoCheck, 'pass', [...discovers(), ...lists(complete)]],
  [resultServerInfoCheck, 'pass', [...discovers({ _meta: {} }), ...lists(complete)]],
  [resultServerInfoCheck, 'warn', [...discovers(), ...lists({ resultType: 'complete' })]],
  [
    resultServerInfoCheck,
    'warn',
    [...discovers(), ...lists({ ...complete, _meta: { [serverInfoKey]: { ...serverInfo, version: '2' } } })],
  ],

  [resultTypePresentCheck, 'pass', [...discovers(), ...lists(complete)]],
  [resultTypePresentCheck, 'fail', [...discovers(), ...lists({})]],
  [resultTypePresentCheck, 'fail', lists({ resultType: 1 })],

  [resultTypeKnownCheck, 'pass', lists(complete)],
  [resultTypeKnownCheck, 'pass', lists({ resultType: 'input_required' })],
  [resultTypeKnownCheck, 'fail', lists({ resultType: 'done' })],
  [resultTypeKnownCheck, 'fail', [...withExtensions({ [tasks]: {} }), ...lists({ resultType: 'task' })]],
  [resultTypeKnownCheck, 'pass', [...withExtensions({ [tasks]: {} }), ...callWithTasks]],
  [resultTypeKnownCheck, 'fail', [...discovers(), ...callWithTasks]],

  [noServerRequestsCheck, 'pass', discovers()],
  [noServerRequestsCheck, 'fail', [...discovers(), ['<', request('s', 'ping')]]],
  [noServerRequestsCheck, 'pass', [...discovers(), ['<', { jsonrpc: '2.0', method: 'notifications/message' }]]],

  [extensionIdsValidCheck, 'not-applicable', discovers()],
  [extensionIdsValidCheck, 'pass', withExtensions({ [tasks]: {}, 'com.example.a-b/x_y.z': { a: 1 }, 'x/': {} })],
  [extensionIdsValidCheck, 'fail', withExtensions({ tasks: {} })],
  [extensionIdsValidCheck, 'fail', withExtensions({ 'com.1example/x': {} })],
  [extensionIdsValidCheck, 'fail', withExtensions({ 'com.example-/x': {} })],
  [extensionIdsValidCheck, 'fail', withExtensions({ 'com.example/-x': {} })],
  [extensionIdsValidCheck, 'fail', withExtensions({ 'com.example/x': true })],
  [extensionIdsValidCheck, 'fail', withExtensions([tasks])],
];

test.each(cases)('$id: %s', async (check, verdict, lines) => {
  const outcome = await judgeDialogue(check, '2026-07-28', lines);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});

test('a connection on which initialize was tried proves nothing about the modern era', async () => {
  const lines: Line[] = [['>', request(5, 'initialize')], ...discovers(), ['<', request('s', 'roots/list')]];
  const outcome = await judgeDialogue(noServerRequestsCheck, '2026-07-28', lines);
  expect(outcome.verdict).toBe('untestable');
});
