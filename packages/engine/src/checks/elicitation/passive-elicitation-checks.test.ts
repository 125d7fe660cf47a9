import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { judgeDialogue, legacyOpening, request } from '../jsonrpc/judge-dialogue.ts';
import { samplingToolsDeclaredCheck } from '../sampling/sampling-tools-declared.ts';
import { elicitFormNoLinksCheck } from './elicit-form-no-links.ts';
import { elicitSchemaFlatCheck } from './elicit-schema-flat.ts';
import { elicitUrlNoSecretsCheck } from './elicit-url-no-secrets.ts';
import { elicitUrlValidCheck } from './elicit-url-valid.ts';

const asked = (method: string, params: JsonObject, revision: '2025-06-18' | '2025-11-25' = '2025-11-25') =>
  [...legacyOpening(revision), ['<', request('q', method, params)]] as const;
const form = (properties: JsonObject, message = 'Who?') =>
  ['elicitation/create', { message, requestedSchema: { type: 'object', properties } }] as const;
const link = (url: string) => ['elicitation/create', { mode: 'url', message: 'Go there', url }] as const;

test('a form is flat, and choices of several came with 2025-11-25', async () => {
  const colours = { type: 'array', items: { type: 'string', enum: ['red'] } };
  const judge = async (property: JsonValue, revision: '2025-06-18' | '2025-11-25') =>
    (await judgeDialogue(elicitSchemaFlatCheck, revision, asked(...form({ one: property }), revision))).verdict;
  expect(await judge(colours, '2025-11-25')).toBe('pass');
  expect(await judge(colours, '2025-06-18')).toBe('fail');
  expect(await judge({ type: 'object', properties: {} }, '2025-11-25')).toBe('fail');
  expect(await judge({ type: 'string', format: 'password' }, '2025-11-25')).toBe('fail');
  expect(await judge({ type: 'string', enum: ['a'], default: 'b' }, '2025-11-25')).toBe('fail');
  expect(await judge({ type: 'integer', default: 3 }, '2025-11-25')).toBe('pass');
});

test('a URL may hold an opaque id and neither a token nor an address', async () => {
  const judge = async (url: string) =>
    (await judgeDialogue(elicitUrlNoSecretsCheck, '2025-11-25', asked(...link(url)))).verdict;
  expect(await judge('https://example.com/connect?elicitation=7f3a')).toBe('pass');
  expect(await judge('https://example.com/connect?api_key=7f3a')).toBe('fail');
  expect(await judge('https://example.com/connect#access_token=7f3a')).toBe('fail');
  expect(await judge('https://example.com/connect?for=jo@example.com')).toBe('fail');
  expect(await judge('https://jo:secret@example.com/connect')).toBe('fail');
});

test('the finding about a secret does not repeat it', async () => {
  const { reason } = await judgeDialogue(
    elicitUrlNoSecretsCheck,
    '2025-11-25',
    asked(...link('https://example.com/?token=hush')),
  );
  expect(reason).not.toContain('hush');
});

test('http is for the machine of the developer', async () => {
  const judge = async (url: string) =>
    (await judgeDialogue(elicitUrlValidCheck, '2025-11-25', asked(...link(url)))).verdict;
  expect(await judge('https://example.com/')).toBe('pass');
  expect(await judge('http://localhost:3000/')).toBe('pass');
  expect(await judge('http://example.com/')).toBe('warn');
  expect(await judge('example.com')).toBe('fail');
});

test('a link in a description counts, a word with a dot does not', async () => {
  const judge = async (description: string) => {
    const lines = asked(...form({ name: { type: 'string', description } }));
    return (await judgeDialogue(elicitFormNoLinksCheck, '2025-11-25', lines)).verdict;
  };
  expect(await judge('See https://example.com')).toBe('warn');
  expect(await judge('As in package.json')).toBe('pass');
});

test('each use of a tool is followed by its result and nothing else', async () => {
  const use = { role: 'assistant', content: { type: 'tool_use', id: 'u1', name: 'look', input: {} } };
  const result = { type: 'tool_result', toolUseId: 'u1', content: [] };
  const judge = async (messages: JsonValue[]) =>
    (
      await judgeDialogue(
        samplingToolsDeclaredCheck,
        '2025-11-25',
        asked('sampling/createMessage', { messages, maxTokens: 10 }),
      )
    ).verdict;
  expect(await judge([use, { role: 'user', content: [result] }])).toBe('pass');
  expect(await judge([use, { role: 'user', content: { type: 'text', text: 'Well?' } }])).toBe('fail');
  expect(await judge([use, { role: 'user', content: [result, { type: 'text', text: 'Well?' }] }])).toBe('fail');
  expect(await judge([{ role: 'user', content: [result] }])).toBe('fail');
});
