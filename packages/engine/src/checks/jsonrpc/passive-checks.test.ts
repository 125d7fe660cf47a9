import type { Revision } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { failure, judgeDialogue, type Line, legacyOpening, modernRequest, request } from './judge-dialogue.ts';
import { rpcErrorAppRangeCheck } from './rpc-error-app-range.ts';
import { rpcErrorLegacyRangeCheck } from './rpc-error-legacy-range.ts';
import { rpcErrorReservedRangeCheck } from './rpc-error-reserved-range.ts';
import { rpcErrorRetiredCodesCheck } from './rpc-error-retired-codes.ts';
import { rpcErrorShapeCheck } from './rpc-error-shape.ts';
import { rpcMetaKeyFormatCheck } from './rpc-meta-key-format.ts';
import { rpcNotificationNoIdCheck } from './rpc-notification-no-id.ts';
import { rpcResponseExclusiveCheck } from './rpc-response-exclusive.ts';
import { rpcResultIsObjectCheck } from './rpc-result-is-object.ts';
import { rpcSchemaValidCheck } from './rpc-schema-valid.ts';
import { rpcSingleResponseCheck } from './rpc-single-response.ts';
import { rpcUnsolicitedResponseCheck } from './rpc-unsolicited-response.ts';
import { rpcVersionFieldCheck } from './rpc-version-field.ts';

interface Case {
  check: Check;
  revision: Revision;
  lines: Line[];
  verdict: Verdict;
  /** What the reason has to mention. */
  tells?: string;
}

function legacy(
  check: Check,
  verdict: Verdict,
  lines: Line[],
  tells?: string,
  revision: Revision = '2025-06-18',
): Case {
  return { check, revision, lines: [...legacyOpening(revision), ...lines], verdict, tells };
}

function modern(check: Check, verdict: Verdict, lines: Line[], tells?: string): Case {
  return { check, revision: '2026-07-28', lines, verdict, tells };
}

const ping: Line[] = [
  ['>', request(1, 'ping')],
  ['<', { jsonrpc: '2.0', id: 1, result: {} }],
];
const withMeta = (key: string): Line[] => [
  ['>', request(1, 'ping')],
  ['<', { jsonrpc: '2.0', id: 1, result: { _meta: { [key]: 1 } } }],
];
const modernError = (code: number): Line[] => [
  ['>', modernRequest(1, 'no/such')],
  ['<', failure(1, code)],
];

const cases: Case[] = [
  legacy(rpcVersionFieldCheck, 'pass', ping),
  legacy(rpcVersionFieldCheck, 'fail', [['<', { jsonrpc: '1.0', id: 1, result: {} }]], '"1.0"'),
  legacy(rpcVersionFieldCheck, 'fail', [['<', 'hello']], '"hello"'),
  legacy(rpcVersionFieldCheck, 'pass', [['<', Buffer.from('a line of log')]]),

  legacy(rpcResponseExclusiveCheck, 'fail', [['<', { jsonrpc: '2.0', id: 1, result: {}, error: null }]], 'both'),
  legacy(rpcResponseExclusiveCheck, 'fail', [['<', { jsonrpc: '2.0', id: 1 }]], 'neither'),
  legacy(rpcResultIsObjectCheck, 'fail', [['<', { jsonrpc: '2.0', id: 1, result: null }]], 'null'),
  legacy(rpcResultIsObjectCheck, 'pass', ping),

  legacy(rpcErrorShapeCheck, 'untestable', ping),
  legacy(rpcErrorShapeCheck, 'pass', [['<', failure(1, -32601)]]),
  legacy(rpcErrorShapeCheck, 'fail', [['<', failure(1, 1.5)]], '1.5'),
  legacy(rpcErrorShapeCheck, 'fail', [['<', failure(1, '-32601')]], 'integer'),
  legacy(rpcErrorShapeCheck, 'fail', [['<', failure(1, -32601, null)]], 'error.message'),
  legacy(rpcErrorShapeCheck, 'fail', [['<', { jsonrpc: '2.0', id: 1, error: 'no' }]], 'object'),

  legacy(rpcSingleResponseCheck, 'pass', ping),
  legacy(rpcSingleResponseCheck, 'fail', [...ping, ...ping.slice(1)], '2 responses'),
  legacy(rpcUnsolicitedResponseCheck, 'pass', ping),
  legacy(rpcUnsolicitedResponseCheck, 'fail', [['<', { jsonrpc: '2.0', id: 77, result: {} }]], '77'),
  legacy(rpcUnsolicitedResponseCheck, 'fail', [...ping.slice(1), ...ping.slice(0, 1)], 'id 1'),
  legacy(rpcUnsolicitedResponseCheck, 'pass', [
    ['>', Buffer.from('{"jsonrpc":"2.0","id":9,"method":')],
    ['<', failure(9, -32700)],
  ]),
  legacy(rpcUnsolicitedResponseCheck, 'pass', [['<', failure(null, -32700)]]),

  legacy(rpcNotificationNoIdCheck, 'untestable', ping),
  legacy(rpcNotificationNoIdCheck, 'pass', [['<', { jsonrpc: '2.0', method: 'notifications/message' }]]),
  legacy(
    rpcNotificationNoIdCheck,
    'fail',
    [['<', { jsonrpc: '2.0', id: null, method: 'notifications/message' }]],
    'null',
  ),

  legacy(rpcSchemaValidCheck, 'pass', ping),
  legacy(rpcSchemaValidCheck, 'pass', [['<', failure(null, -32700)]]),
  legacy(
    rpcSchemaValidCheck,
    'fail',
    [
      ['>', request(1, 'tools/list')],
      ['<', { jsonrpc: '2.0', id: 1, result: { tools: {} } }],
    ],
    'the answer to tools/list',
  ),
  legacy(
    rpcSchemaValidCheck,
    'pass',
    [
      ['>', [request(1, 'ping'), request(2, 'tools/list')]],
      [
        '<',
        [
          { jsonrpc: '2.0', id: 2, result: { tools: [] } },
          { jsonrpc: '2.0', id: 1, result: {} },
        ],
      ],
    ],
    undefined,
    '2025-03-26',
  ),

  legacy(rpcMetaKeyFormatCheck, 'untestable', ping),
  legacy(rpcMetaKeyFormatCheck, 'pass', withMeta('com.example/some_key.v1-b')),
  legacy(rpcMetaKeyFormatCheck, 'pass', withMeta('plain')),
  legacy(rpcMetaKeyFormatCheck, 'pass', withMeta('com.example/')),
  legacy(rpcMetaKeyFormatCheck, 'fail', withMeta('1com/example'), '"1com/example"'),
  legacy(rpcMetaKeyFormatCheck, 'fail', withMeta('a/b/c')),
  legacy(rpcMetaKeyFormatCheck, 'fail', withMeta('-name')),
  legacy(rpcMetaKeyFormatCheck, 'fail', withMeta('com.example/sp ace')),
  legacy(rpcMetaKeyFormatCheck, 'warn', withMeta('api.tools.mcp.org/x'), 'reserved'),
  legacy(rpcMetaKeyFormatCheck, 'pass', withMeta('api.tools.mcp.org/x'), undefined, '2025-11-25'),
  legacy(rpcMetaKeyFormatCheck, 'warn', withMeta('com.mcp.tools/x'), 'reserved', '2025-11-25'),
  legacy(rpcMetaKeyFormatCheck, 'pass', withMeta('io.modelcontextprotocol/related-task'), undefined, '2025-11-25'),

  modern(rpcErrorReservedRangeCheck, 'pass', modernError(-32601)),
  modern(rpcErrorReservedRangeCheck, 'fail', modernError(-32050), 'not defined'),
  modern(rpcErrorReservedRangeCheck, 'fail', modernError(-32020), 'stdio'),
  modern(rpcErrorReservedRangeCheck, 'fail', modernError(-32022), 'supports'),
  modern(rpcErrorReservedRangeCheck, 'pass', [
    ['>', { ...(modernRequest(1, 'tools/list') as object), params: { _meta: {} } }],
    ['<', failure(1, -32022)],
  ]),
  modern(rpcErrorRetiredCodesCheck, 'fail', modernError(-32002), 'resource not found'),
  modern(rpcErrorRetiredCodesCheck, 'pass', modernError(-32602)),
  modern(rpcErrorRetiredCodesCheck, 'untestable', [
    ['>', request(1, 'resources/read')],
    ['<', failure(1, -32002)],
  ]),
  modern(rpcErrorLegacyRangeCheck, 'warn', modernError(-32000)),
  modern(rpcErrorLegacyRangeCheck, 'warn', modernError(-32004), 'release candidate'),
  modern(rpcErrorLegacyRangeCheck, 'pass', modernError(-32002)),
  modern(rpcErrorAppRangeCheck, 'warn', modernError(-32500)),
  modern(rpcErrorAppRangeCheck, 'pass', modernError(-40000)),
  modern(rpcErrorAppRangeCheck, 'pass', modernError(-32603)),
];

describe('passive checks of the JSON-RPC base', () => {
  test.each(
    cases.map((one) => [one.check.id, one.revision, one.verdict, JSON.stringify(one.lines.at(-1)), one] as const),
  )('%s at %s: %s for %s', async (_id, _revision, _verdict, _shown, { check, revision, lines, verdict, tells }) => {
    const outcome = await judgeDialogue(check, revision, lines);
    expect(outcome.verdict, outcome.reason).toBe(verdict);
    if (tells !== undefined) expect(outcome.reason).toContain(tells);
    if (verdict === 'fail' || verdict === 'warn') expect(outcome.evidence?.length).toBeGreaterThan(0);
  });
});
