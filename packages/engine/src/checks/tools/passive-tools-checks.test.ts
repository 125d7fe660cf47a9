import type { JsonObject, JsonValue, Revision } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { judgeDialogue, type Line, legacyOpening, modernRequest, request } from '../jsonrpc/judge-dialogue.ts';
import { rpcJsonSchema2020Check } from '../jsonrpc/rpc-json-schema-2020.ts';
import { toolsContentAnnotationsCheck } from './tools-content-annotations.ts';
import { toolsContentEmbeddedCheck } from './tools-content-embedded.ts';
import { toolsContentImageAudioCheck } from './tools-content-image-audio.ts';
import { toolsDescriptionPresentCheck } from './tools-description-present.ts';
import { toolsIconsShapeCheck } from './tools-icons-shape.ts';
import { toolsInputSchemaValidCheck } from './tools-input-schema-valid.ts';
import { toolsNameUniqueCheck } from './tools-name-unique.ts';
import { toolsOutputSchemaValidCheck } from './tools-output-schema-valid.ts';
import { toolsSchemaBoundedCheck } from './tools-schema-bounded.ts';
import { toolsSchemaRefLocalCheck } from './tools-schema-ref-local.ts';
import { toolsStructuredConformsCheck } from './tools-structured-conforms.ts';
import { toolsStructuredTextCheck } from './tools-structured-text.ts';
import { toolsXheaderIntRangeCheck } from './tools-xheader-int-range.ts';
import { toolsXheaderSensitiveCheck } from './tools-xheader-sensitive.ts';
import { toolsXheaderValidCheck } from './tools-xheader-valid.ts';

const newest: Revision = '2025-11-25';

function listing(...tools: JsonObject[]): Line[] {
  const full = tools.map((tool) => ({ name: 'x', inputSchema: { type: 'object' }, ...tool }));
  return [
    ['>', request(1, 'tools/list')],
    ['<', { jsonrpc: '2.0', id: 1, result: { tools: full } }],
  ];
}

function modernListing(properties: JsonObject): Line[] {
  const tools = [{ name: 'x', inputSchema: { type: 'object', properties } }];
  return [
    ['>', modernRequest(1, 'tools/list')],
    ['<', { jsonrpc: '2.0', id: 1, result: { resultType: 'complete', ttlMs: 0, cacheScope: 'public', tools } }],
  ];
}

function calling(result: JsonObject, tool: JsonObject = {}): Line[] {
  return [
    ...listing(tool),
    ['>', request(2, 'tools/call', { name: 'x', arguments: {} })],
    ['<', { jsonrpc: '2.0', id: 2, result: { content: [], ...result } }],
  ];
}

const block = (value: JsonObject) => calling({ content: [value] });
const nested = (levels: number): JsonValue => JSON.parse(`${'{"items":'.repeat(levels)}{}${'}'.repeat(levels)}`);
const sum = { outputSchema: { type: 'object', properties: { sum: { type: 'number' } }, required: ['sum'] } };
const tuple = { type: 'object', properties: { pair: { items: [{ type: 'string' }] } } };

const cases: [check: Check, verdict: Verdict, lines: Line[], revision?: Revision][] = [
  [toolsInputSchemaValidCheck, 'pass', listing({})],
  [toolsInputSchemaValidCheck, 'fail', listing({ inputSchema: { type: 'object', required: 'all' } })],
  [
    toolsInputSchemaValidCheck,
    'fail',
    listing({ inputSchema: { type: 'object', properties: { a: { $ref: '#/gone' } } } }),
  ],
  // A pattern of another language is a nuisance, and no violation.
  [
    toolsInputSchemaValidCheck,
    'warn',
    listing({ inputSchema: { type: 'object', properties: { a: { pattern: '(?P<n>x)' } } } }),
  ],
  // Look-ahead is ECMA-262; that we do not run it is our affair.
  [
    toolsInputSchemaValidCheck,
    'pass',
    listing({ inputSchema: { type: 'object', properties: { a: { pattern: '(?=x)' } } } }),
  ],
  [
    toolsInputSchemaValidCheck,
    'pass',
    listing({ inputSchema: { $schema: 'https://example.com/own', type: 'object' } }),
  ],
  [toolsInputSchemaValidCheck, 'pass', listing({ inputSchema: tuple }), '2025-06-18'],
  [toolsInputSchemaValidCheck, 'untestable', []],

  [rpcJsonSchema2020Check, 'fail', listing({ inputSchema: tuple })],
  [
    rpcJsonSchema2020Check,
    'pass',
    listing({ inputSchema: { ...tuple, $schema: 'http://json-schema.org/draft-07/schema#' } }),
  ],

  [toolsOutputSchemaValidCheck, 'not-applicable', listing({})],
  [toolsOutputSchemaValidCheck, 'pass', listing(sum)],
  [toolsOutputSchemaValidCheck, 'fail', listing({ outputSchema: { type: 'array' } })],

  [toolsNameUniqueCheck, 'pass', listing({}, { name: 'y' })],
  [toolsNameUniqueCheck, 'warn', listing({}, { title: 'again' })],

  [toolsDescriptionPresentCheck, 'info', listing({})],
  [toolsDescriptionPresentCheck, 'pass', listing({ description: 'Does it' })],

  [toolsIconsShapeCheck, 'not-applicable', listing({})],
  [toolsIconsShapeCheck, 'pass', listing({ icons: [{ src: 'https://example.com/i.png', sizes: ['48x48', 'any'] }] })],
  [toolsIconsShapeCheck, 'warn', listing({ icons: [{ src: 'http://example.com/i.png' }] })],
  [toolsIconsShapeCheck, 'fail', listing({ icons: [{ src: 'file:///etc/passwd' }] })],
  [toolsIconsShapeCheck, 'fail', listing({ icons: [{ src: 'data:image/png;base64,AA==', sizes: '48x48' }] })],

  [toolsSchemaRefLocalCheck, 'warn', modernListing({ a: { $ref: 'https://example.com/a.json' } }), '2026-07-28'],
  [toolsSchemaRefLocalCheck, 'pass', modernListing({ a: { $ref: '#' } }), '2026-07-28'],
  [toolsSchemaBoundedCheck, 'pass', modernListing({ a: nested(20) }), '2026-07-28'],
  [toolsSchemaBoundedCheck, 'warn', modernListing({ a: nested(90) }), '2026-07-28'],

  [toolsXheaderValidCheck, 'not-applicable', modernListing({ a: { type: 'string' } }), '2026-07-28'],
  [toolsXheaderValidCheck, 'pass', modernListing({ a: { type: 'string', 'x-mcp-header': 'A' } }), '2026-07-28'],
  // A parameter that only bears the name of the annotation.
  [toolsXheaderValidCheck, 'not-applicable', modernListing({ 'x-mcp-header': { type: 'string' } }), '2026-07-28'],
  [toolsXheaderValidCheck, 'fail', modernListing({ a: { type: 'number', 'x-mcp-header': 'A' } }), '2026-07-28'],
  [
    toolsXheaderValidCheck,
    'fail',
    modernListing({ a: { type: 'string', 'x-mcp-header': 'A' }, b: { type: 'string', 'x-mcp-header': 'a' } }),
    '2026-07-28',
  ],
  [
    toolsXheaderValidCheck,
    'fail',
    modernListing({ a: { type: 'array', items: { type: 'string', 'x-mcp-header': 'A' } } }),
    '2026-07-28',
  ],
  [
    toolsXheaderValidCheck,
    'pass',
    modernListing({ a: { type: 'object', properties: { b: { type: 'string', 'x-mcp-header': 'B' } } } }),
    '2026-07-28',
  ],
  [toolsXheaderIntRangeCheck, 'info', modernListing({ a: { type: 'integer', 'x-mcp-header': 'A' } }), '2026-07-28'],
  [
    toolsXheaderIntRangeCheck,
    'pass',
    modernListing({ a: { type: 'integer', minimum: 0, maximum: 9, 'x-mcp-header': 'A' } }),
    '2026-07-28',
  ],
  [
    toolsXheaderSensitiveCheck,
    'warn',
    modernListing({ apiKey: { type: 'string', 'x-mcp-header': 'A' } }),
    '2026-07-28',
  ],
  [
    toolsXheaderSensitiveCheck,
    'pass',
    modernListing({ keyboard: { type: 'string', 'x-mcp-header': 'K' } }),
    '2026-07-28',
  ],

  [toolsStructuredConformsCheck, 'pass', calling({ structuredContent: { sum: 1 } }, sum)],
  [toolsStructuredConformsCheck, 'fail', calling({ structuredContent: { sum: '1' } }, sum)],
  [toolsStructuredConformsCheck, 'untestable', calling({}, sum)],
  [
    toolsStructuredTextCheck,
    'pass',
    calling({ structuredContent: { a: 1, b: 2 }, content: [{ type: 'text', text: '{ "b": 2, "a": 1 }' }] }),
  ],
  [
    toolsStructuredTextCheck,
    'warn',
    calling({ structuredContent: { a: 1 }, content: [{ type: 'text', text: 'a is 1' }] }),
  ],

  [toolsContentImageAudioCheck, 'pass', block({ type: 'audio', data: 'AAAA', mimeType: 'audio/wav' })],
  [
    toolsContentImageAudioCheck,
    'fail',
    block({ type: 'image', data: 'data:image/png;base64,AAAA', mimeType: 'image/png' }),
  ],
  [toolsContentImageAudioCheck, 'fail', block({ type: 'image', data: 'AAAA' })],
  [toolsContentImageAudioCheck, 'untestable', block({ type: 'text', text: 'x' })],
  [toolsContentEmbeddedCheck, 'pass', block({ type: 'resource', resource: { uri: 'a:b', text: '' } })],
  [toolsContentEmbeddedCheck, 'fail', block({ type: 'resource', resource: { uri: 'a:b', text: '', blob: '' } })],
  [
    toolsContentAnnotationsCheck,
    'pass',
    block({ type: 'text', text: '', annotations: { lastModified: '2025-01-12T15:00:58Z' } }),
  ],
  [toolsContentAnnotationsCheck, 'fail', block({ type: 'text', text: '', annotations: { lastModified: 'yesterday' } })],
  [toolsContentAnnotationsCheck, 'fail', block({ type: 'text', text: '', annotations: { audience: ['model'] } })],
];

test.each(
  cases.map(([check, verdict, lines, revision], index) => ({ index, id: check.id, check, verdict, lines, revision })),
)('$index $id $verdict', async ({ check, verdict, lines, revision = newest }) => {
  const opening = revision === '2026-07-28' ? [] : legacyOpening(revision, { tools: {} });
  const outcome = await judgeDialogue(check, revision, [...opening, ...lines]);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});
