import type { JsonObject } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { completionResultShapeCheck } from '../completion/completion-result-shape.ts';
import { judgeDialogue, type Line, legacyOpening, request } from '../jsonrpc/judge-dialogue.ts';
import { promptsEmbeddedResourceCheck } from '../prompts/prompts-embedded-resource.ts';
import { promptsGetOkCheck } from '../prompts/prompts-get-ok.ts';
import { resourcesListChangedUndeclaredCheck } from './resources-list-changed-undeclared.ts';
import { resourcesMimeConsistentCheck } from './resources-mime-consistent.ts';
import { resourcesReadListedCheck } from './resources-read-listed.ts';
import { resourcesReadShapeCheck } from './resources-read-shape.ts';
import { resourcesReadUriMatchCheck } from './resources-read-uri-match.ts';
import { resourcesSizeConsistentCheck } from './resources-size-consistent.ts';
import { resourcesUriUniqueCheck } from './resources-uri-unique.ts';

const exchange = (id: number, method: string, params: JsonObject, answer: JsonObject): Line[] => [
  ['>', request(id, method, params)],
  ['<', { jsonrpc: '2.0', id, ...answer }],
];

const about = { uri: 'a:b', name: 'about', mimeType: 'text/plain', size: 3 };

function reading(contents: JsonObject[], uri = about.uri): Line[] {
  return [
    ...exchange(1, 'resources/list', {}, { result: { resources: [about] } }),
    ...exchange(2, 'resources/read', { uri }, { result: { contents } }),
  ];
}

const pages = (first: string, second: string) => [
  ...exchange(1, 'resources/list', {}, { result: { resources: [{ uri: first, name: '1' }], nextCursor: 'two' } }),
  ...exchange(2, 'resources/list', { cursor: 'two' }, { result: { resources: [{ uri: second, name: '2' }] } }),
];

const refused = { error: { code: -32603, message: 'no' } };
const prompts = (answer: JsonObject, args: JsonObject = {}) => [
  ...exchange(1, 'prompts/list', {}, { result: { prompts: [{ name: 'p' }] } }),
  ...exchange(2, 'prompts/get', { name: 'p', arguments: args }, answer),
];
const embedded = (resource: JsonObject) =>
  prompts({ result: { messages: [{ role: 'user', content: { type: 'resource', resource } }] } });
const completion = (value: JsonObject) => exchange(1, 'completion/complete', {}, { result: { completion: value } });
const listChanged: Line = ['<', { jsonrpc: '2.0', method: 'notifications/resources/list_changed' }];

const cases: [check: Check, verdict: Verdict, lines: Line[]][] = [
  [resourcesUriUniqueCheck, 'pass', pages('a:1', 'a:2')],
  [resourcesUriUniqueCheck, 'fail', pages('a:1', 'a:1')],

  [resourcesReadListedCheck, 'pass', reading([])],
  [resourcesReadListedCheck, 'fail', [...reading([]), ...exchange(3, 'resources/read', { uri: about.uri }, refused)]],
  // Nobody said that this one is there.
  [resourcesReadListedCheck, 'pass', [...reading([]), ...exchange(3, 'resources/read', { uri: 'a:c' }, refused)]],

  [resourcesReadShapeCheck, 'pass', reading([{ uri: 'a:b', text: '' }])],
  [resourcesReadShapeCheck, 'fail', reading([{ uri: 'a:b' }])],
  [resourcesReadShapeCheck, 'untestable', []],
  [resourcesReadUriMatchCheck, 'pass', reading([{ uri: 'A:b', text: '' }])],
  [resourcesReadUriMatchCheck, 'fail', reading([{ uri: 'a:c', text: '' }])],
  // A folder gives what is in it.
  [
    resourcesReadUriMatchCheck,
    'untestable',
    reading([
      { uri: 'a:b/1', text: '' },
      { uri: 'a:b/2', text: '' },
    ]),
  ],
  [resourcesMimeConsistentCheck, 'pass', reading([{ uri: 'a:b', text: '', mimeType: 'Text/Plain; charset=utf-8' }])],
  [resourcesMimeConsistentCheck, 'info', reading([{ uri: 'a:b', text: '', mimeType: 'text/html' }])],
  [resourcesSizeConsistentCheck, 'pass', reading([{ uri: 'a:b', blob: 'AAAA' }])],
  [resourcesSizeConsistentCheck, 'info', reading([{ uri: 'a:b', text: 'äö' }])],

  [resourcesListChangedUndeclaredCheck, 'fail', [listChanged]],
  [resourcesListChangedUndeclaredCheck, 'pass', reading([])],

  [promptsGetOkCheck, 'pass', prompts({ result: { messages: [] } })],
  [promptsGetOkCheck, 'fail', prompts(refused)],
  [promptsGetOkCheck, 'untestable', prompts(refused, { unknown: 'x' })],
  [promptsEmbeddedResourceCheck, 'pass', embedded({ uri: 'a:b', mimeType: 'text/plain', text: '' })],
  [promptsEmbeddedResourceCheck, 'fail', embedded({ uri: 'a:b', text: '' })],

  [completionResultShapeCheck, 'pass', completion({ values: ['a'], total: 1, hasMore: false })],
  [completionResultShapeCheck, 'fail', completion({ values: ['a'], total: 0 })],
  [completionResultShapeCheck, 'fail', completion({ values: [1] })],
];

test.each(cases.map(([check, verdict, lines], index) => ({ index, id: check.id, check, verdict, lines })))(
  '$index $id $verdict',
  async ({ check, verdict, lines }) => {
    const opening = legacyOpening('2025-11-25', { resources: {}, prompts: {}, completions: {} });
    const outcome = await judgeDialogue(check, '2025-11-25', [...opening, ...lines]);
    expect(outcome.verdict, outcome.reason).toBe(verdict);
  },
);
