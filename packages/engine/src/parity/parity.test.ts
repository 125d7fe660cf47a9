import { bareServerPath } from '@mcp-lab/fixtures';
import type { JsonObject, Revision, StdioTarget, TransportKind } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import { judgeTranscript } from '../check/judge-transcript.ts';
import { runConformance } from '../check/run-conformance.ts';
import { startBareServer } from '../checks/gate/start-bare-server.ts';
import { compareSides } from './compare-sides.ts';
import { compareTargets } from './compare-targets.ts';
import type { ParitySide } from './parity-side.ts';

const tool: JsonObject = {
  name: 'echo',
  title: 'Echo',
  description: 'Says it again.',
  inputSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { text: { type: 'string' } },
  },
  outputSchema: { type: 'object' },
  annotations: { readOnlyHint: true },
  icons: [],
  execution: { taskSupport: 'optional' },
  _meta: { a: 1 },
};

function side(revision: Revision, entry: JsonObject = tool, transport: TransportKind = 'stdio'): ParitySide {
  const surface = {
    tools: [entry],
    resources: [],
    resourceTemplates: [],
    prompts: [{ name: 'p', arguments: [{ name: 'a', title: 'A' }] }],
  };
  return {
    transport,
    revision,
    serverInfo: { name: 's', version: '1' },
    capabilities: { tools: {}, logging: {}, completions: {} },
    instructions: 'x',
    surface,
  };
}

describe('two sides', () => {
  test('what a revision does not have is no difference', () => {
    const { name, description, inputSchema } = tool;
    const { $schema: _dialect, ...plain } = inputSchema as JsonObject;
    const old = side('2024-11-05', { name: name as string, description: description as string, inputSchema: plain });
    old.surface.prompts = [{ name: 'p', arguments: [{ name: 'a' }] }];
    old.capabilities = { tools: { listChanged: true } };
    expect(compareSides(old, side('2026-07-28'))).toEqual([]);
    const { execution: _gone, ...modern } = tool;
    expect(compareSides(side('2025-11-25'), side('2026-07-28', modern))).toEqual([]);
  });

  test('what both revisions have and only one side tells is one', () => {
    const { annotations: _left, ...bare } = tool;
    const [difference, ...more] = compareSides(side('2025-03-26', bare), side('2026-07-28'));
    expect(more).toEqual([]);
    expect(difference).toMatchObject({
      part: 'tool',
      name: 'echo',
      path: '/annotations/readOnlyHint',
      weight: 'contract',
    });
    expect(difference?.what).toBe(
      'tool echo/annotations/readOnlyHint is absent over stdio at 2025-03-26 and true over stdio at 2026-07-28',
    );
  });

  test('a tool that one side lacks, a wording, a capability of the same revision', () => {
    const left = side('2025-11-25');
    const right = side('2025-11-25', { ...tool, description: 'Repeats it.' }, 'streamable-http');
    right.surface.tools.push({ name: 'more', inputSchema: { type: 'object' } });
    right.capabilities = { tools: {}, completions: {} };
    expect(
      compareSides(left, right)
        .map(({ weight, what }) => `${weight}: ${what}`)
        .sort(),
    ).toEqual([
      'missing: capability logging is offered over stdio at 2025-11-25 and not over streamable-http at 2025-11-25',
      'missing: tool more is offered over streamable-http at 2025-11-25 and not over stdio at 2025-11-25',
      expect.stringMatching(/^wording: tool echo\/description is "Says it again."/),
    ]);
  });
});

const stdio = (...args: string[]): StdioTarget => ({
  kind: 'stdio',
  command: process.execPath,
  args: [bareServerPath, 'stdio', ...args],
  env: {},
});

describe('two ways to one server', () => {
  test('the bare server is the same over stdio and over HTTP', async () => {
    const server = await startBareServer('streamable-http', []);
    try {
      const parity = await compareTargets({ target: stdio() }, { target: server.target });
      expect(parity.failure).toBeNull();
      expect(parity.comparisons.map(({ revision }) => revision)).toContain('2026-07-28');
      expect(parity.comparisons.flatMap(({ differences }) => differences)).toEqual([]);
    } finally {
      await server.close();
    }
  });

  test('and over HTTP+SSE, at the one revision that has it', async () => {
    const server = await startBareServer('http-sse', []);
    try {
      const parity = await compareTargets({ target: stdio() }, { target: server.target, transport: 'http-sse' });
      expect(parity.comparisons).toEqual([{ revision: '2024-11-05', differences: [] }]);
    } finally {
      await server.close();
    }
  });

  test('a way that leads nowhere is told by its side', async () => {
    const parity = await compareTargets(
      { target: stdio() },
      { target: { kind: 'http', url: 'http://127.0.0.1:1/mcp', headers: {} } },
    );
    expect(parity.failure).toMatchObject({ side: 'right', message: expect.stringContaining('127.0.0.1:1') });
  });
});

test('a run over several revisions has a result for every older one', async () => {
  const document = await runConformance({
    target: stdio(),
    seed: 1,
    toolVersion: 'test',
    only: ['parity-*', 'rpc-version-field'],
  });
  const parity = document.results.filter(({ area }) => area === 'parity');
  expect(parity.map(({ revision }) => revision)).toEqual(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05']);
  expect(parity.map(({ verdict, reason }) => `${verdict}: ${reason}`)).toEqual(
    parity.map(({ reason }) => `pass: ${reason}`),
  );
});

test('an older revision that was shown less is told, with the lists of both', async () => {
  const document = await runConformance({
    target: stdio(),
    seed: 1,
    toolVersion: 'test',
    only: ['parity-*', 'rpc-version-field'],
  });
  const tour = document.connections.find(({ purpose, revision }) => purpose === 'tour' && revision === '2025-06-18');
  const frames = document.transcript.frames.map((frame) => {
    if (frame.connection !== tour?.connection || frame.direction !== 'received' || frame.encoding !== 'utf8')
      return frame;
    if (!frame.text.includes('"tools":[')) return frame;
    const message = JSON.parse(frame.text);
    const tools = message.result.tools.filter(({ name }: { name: string }) => name !== 'echo');
    return { ...frame, text: JSON.stringify({ ...message, result: { ...message.result, tools } }) };
  });
  const results = await judgeTranscript({ ...document, transcript: { ...document.transcript, frames } });
  const odd = results.filter(({ area, verdict }) => area === 'parity' && verdict !== 'pass');
  expect(odd).toHaveLength(1);
  expect(odd[0]).toMatchObject({
    revision: '2025-06-18',
    verdict: 'warn',
    reason: 'tool echo is offered over stdio at 2026-07-28 and not over stdio at 2025-06-18',
  });
  expect(odd[0]?.evidence.length).toBeGreaterThan(1);
});
