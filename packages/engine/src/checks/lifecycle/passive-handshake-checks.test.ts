import type { JsonValue, Revision } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { judgeDialogue, type Line, legacyOpening, request } from '../jsonrpc/judge-dialogue.ts';
import { initClientCapabilityRespectedCheck } from './init-client-capability-respected.ts';
import { initInstructionsTypeCheck } from './init-instructions-type.ts';
import { initResultShapeCheck } from './init-result-shape.ts';
import { initRevisionVocabularyCheck } from './init-revision-vocabulary.ts';
import { initUndeclaredNotUsedCheck } from './init-undeclared-not-used.ts';

type Case = [check: Check, revision: Revision, verdict: Verdict, lines: Line[]];

const note = (method: string): Line => ['<', { jsonrpc: '2.0', method }];
const asks = (method: string, params: JsonValue = {}): Line => ['<', request('s1', method, params)];
const answered = (method: string, result: JsonValue): Line[] => [
  ['>', request(1, method, { name: 'x' })],
  ['<', { jsonrpc: '2.0', id: 1, result }],
];
const open = legacyOpening;
const audio = { content: [{ type: 'audio', data: '', mimeType: 'audio/wav' }] };
const link = { messages: [{ role: 'user', content: { type: 'resource_link', uri: 'a:b', name: 'b' } }] };

const cases: Case[] = [
  [initResultShapeCheck, '2025-11-25', 'pass', open('2025-11-25')],
  [initResultShapeCheck, '2025-11-25', 'fail', open('2025-11-25', null)],
  [initResultShapeCheck, '2025-11-25', 'fail', open('2025-11-25', {}, { serverInfo: { name: 'server' } })],
  [initResultShapeCheck, '2025-11-25', 'fail', open('2025-11-25', {}, { serverInfo: null })],
  [initResultShapeCheck, '2025-11-25', 'untestable', []],

  [initInstructionsTypeCheck, '2025-11-25', 'pass', open('2025-11-25', {}, { instructions: 'Be kind.' })],
  [initInstructionsTypeCheck, '2024-11-05', 'fail', open('2024-11-05', {}, { instructions: null })],
  [initInstructionsTypeCheck, '2024-11-05', 'pass', open('2024-11-05', {}, { serverInfo: { title: 7 } })],
  [initInstructionsTypeCheck, '2025-06-18', 'fail', open('2025-06-18', {}, { serverInfo: { title: 7 } })],
  [initInstructionsTypeCheck, '2025-11-25', 'fail', open('2025-11-25', {}, { serverInfo: { icons: [{ src: 7 }] } })],

  [initUndeclaredNotUsedCheck, '2025-06-18', 'pass', open('2025-06-18')],
  [
    initUndeclaredNotUsedCheck,
    '2025-06-18',
    'pass',
    [...open('2025-06-18', { tools: { listChanged: true }, logging: {} }), note('notifications/tools/list_changed')],
  ],
  [
    initUndeclaredNotUsedCheck,
    '2025-06-18',
    'fail',
    [...open('2025-06-18', { tools: {} }), note('notifications/tools/list_changed')],
  ],
  [initUndeclaredNotUsedCheck, '2025-03-26', 'warn', [...open('2025-03-26'), note('notifications/message')]],
  [initUndeclaredNotUsedCheck, '2025-06-18', 'pass', [...open('2025-06-18'), note('notifications/progress')]],

  [initClientCapabilityRespectedCheck, '2025-06-18', 'pass', open('2025-06-18')],
  [initClientCapabilityRespectedCheck, '2025-06-18', 'pass', [...open('2025-06-18'), asks('ping')]],
  [initClientCapabilityRespectedCheck, '2025-06-18', 'fail', [...open('2025-06-18'), asks('roots/list')]],
  [initClientCapabilityRespectedCheck, '2025-06-18', 'fail', [...open('2025-06-18'), asks('elicitation/create')]],

  [initRevisionVocabularyCheck, '2024-11-05', 'pass', [...open('2024-11-05'), ...answered('ping', {})]],
  [initRevisionVocabularyCheck, '2024-11-05', 'fail', [...open('2024-11-05'), ...answered('tools/call', audio)]],
  [initRevisionVocabularyCheck, '2025-03-26', 'pass', [...open('2025-03-26'), ...answered('tools/call', audio)]],
  [initRevisionVocabularyCheck, '2025-03-26', 'fail', [...open('2025-03-26'), ...answered('prompts/get', link)]],
  [initRevisionVocabularyCheck, '2025-03-26', 'fail', [...open('2025-03-26'), asks('elicitation/create')]],
  [
    initRevisionVocabularyCheck,
    '2025-06-18',
    'fail',
    [
      ...open('2025-06-18'),
      asks('elicitation/create', { mode: 'url', message: 'Go', url: 'https://example.com', elicitationId: 'e' }),
    ],
  ],
  [
    initRevisionVocabularyCheck,
    '2025-11-25',
    'fail',
    [...open('2025-11-25'), ...answered('tools/call', { resultType: 'input_required', content: [] })],
  ],
];

test.each(cases)('$id at %s: %s', async (check, revision, verdict, lines) => {
  const outcome = await judgeDialogue(check, revision, lines);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});
