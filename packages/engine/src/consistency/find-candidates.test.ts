import type { JsonObject } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { findCandidates, wordsOf } from './find-candidates.ts';

const text: JsonObject = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
const nothing: JsonObject = { type: 'object', properties: {} };

test('words of a name, plural things as singular', () => {
  expect(wordsOf('createEntities')).toEqual(['create', 'entity']);
  expect(wordsOf('add-notes_toBoxes')).toEqual(['add', 'note', 'to', 'boxe']);
  expect(wordsOf('open_address')).toEqual(['open', 'address']);
});

test('a write and the reads that may show it, the likeliest first', () => {
  const tools: JsonObject[] = [
    { name: 'add_note', inputSchema: text },
    { name: 'get_weather', inputSchema: nothing },
    { name: 'search_notes', inputSchema: text },
    { name: 'list_notes', inputSchema: nothing },
  ];
  expect(findCandidates(tools)).toEqual([
    {
      write: { tool: 'add_note', arguments: { text: '${unique}' } },
      reads: [
        { tool: 'list_notes', arguments: {} },
        { tool: 'search_notes', arguments: { text: '${unique}' } },
        { tool: 'get_weather', arguments: {} },
      ],
    },
  ]);
});

test('items of a list are made up; what destroys, reaches out or has no free text is left alone', () => {
  const list: JsonObject = {
    type: 'object',
    properties: {
      entities: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            kind: { enum: ['a', 'b'] },
            mail: { type: 'string', format: 'email' },
          },
          required: ['name', 'kind', 'mail'],
        },
      },
    },
    required: ['entities'],
  };
  const tools: JsonObject[] = [
    { name: 'create_entities', inputSchema: list },
    { name: 'write_file', inputSchema: text, annotations: { destructiveHint: true } },
    { name: 'post_message', inputSchema: text },
    { name: 'save_page', inputSchema: text, annotations: { openWorldHint: true } },
    {
      name: 'set_level',
      inputSchema: { type: 'object', properties: { level: { type: 'integer' } }, required: ['level'] },
    },
  ];
  expect(findCandidates(tools).map(({ write }) => write)).toEqual([
    {
      tool: 'create_entities',
      arguments: { entities: [{ name: '${unique}', kind: 'a', mail: '${unique}@example.com' }] },
    },
  ]);
});
