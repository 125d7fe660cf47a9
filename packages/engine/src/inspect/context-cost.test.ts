import type { JsonObject } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { contextCost } from './context-cost.ts';

const empty = { tools: [], resources: [], resourceTemplates: [], prompts: [] };

test('every byte of the surface is in one part', () => {
  const tools: JsonObject[] = [
    {
      name: 'größe',
      title: 'T',
      description: 'Says "how" big.',
      inputSchema: { type: 'object' },
      annotations: { readOnlyHint: true },
    },
    { name: 'b', inputSchema: { type: 'object', properties: {} }, outputSchema: { type: 'object' } },
  ];
  const resources = [{ uri: 'a://b', name: 'b' }];
  const cost = contextCost({ ...empty, tools, resources }, 'Use it.');
  const json = [...tools, ...resources].reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
  expect(cost.bytes).toBe(json + 'Use it.'.length);
  expect(Object.values(cost.parts).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(cost.bytes);
  expect(cost.parts.names.bytes).toBe(Buffer.byteLength('größeTb'));
  expect(cost.parts.outputSchemas.bytes).toBe('{"type":"object"}'.length);
  expect(cost.heaviest.map(({ name }) => name)).toEqual(['größe', 'b']);
});

test('the share of a window is of what a model is given every turn', () => {
  const tools: JsonObject[] = [
    { name: 'a', description: 'x'.repeat(79_999), inputSchema: {}, outputSchema: { description: 'y'.repeat(90_000) } },
  ];
  const cost = contextCost({ ...empty, tools });
  expect(cost.everyTurn).toEqual({ bytes: 80_002, estimatedTokens: 20_001 });
  expect(cost.shareOf200k).toBeCloseTo(0.1, 4);
});

test('a server without anything costs nothing', () => {
  expect(contextCost(empty)).toMatchObject({ bytes: 0, estimatedTokens: 0, shareOf200k: 0, heaviest: [] });
});
