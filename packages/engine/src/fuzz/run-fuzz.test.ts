import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type FuzzSettings, fuzzSettingsSchema, noInputs } from '@mcp-lab/contracts';
import { type FuzzDefect, fuzzDefects, fuzzServerPath } from '@mcp-lab/fixtures';
import type { ServerProfile, StdioTarget, Target } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../run/run-document.ts';
import { type FuzzRunSettings, runFuzz } from './run-fuzz.ts';

const server = (defect?: FuzzDefect): StdioTarget => ({
  kind: 'stdio',
  command: process.execPath,
  args: [fuzzServerPath, 'stdio', ...(defect === undefined ? [] : ['--defect', defect])],
  env: {},
});

/** Finding out what the server speaks costs five processes a run. */
const profile: ServerProfile = {
  transport: 'stdio',
  modern: [],
  legacy: ['2025-11-25'],
  unknownVersions: [],
  evidence: [],
};

function run(target: Target, fuzz: Partial<FuzzSettings>, more: Partial<FuzzRunSettings> = {}): Promise<RunDocument> {
  const inputs = { ...noInputs, fuzz: fuzzSettingsSchema.parse({ casesPerTool: 24, sequences: 0, ...fuzz }) };
  return runFuzz({ target, seed: 7, toolVersion: '0', inputs, requestTimeoutMs: 3_000, ...more });
}

const found = ({ results }: RunDocument) =>
  results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn').map(({ checkId }) => checkId);

/** What each defect must make fail, and with which settings; nothing else may. */
const expected: Record<FuzzDefect, { fuzz: Partial<FuzzSettings>; ids: string[]; reason: RegExp }> = {
  'crashes-on-emoji': {
    fuzz: { tools: ['greet'], phases: ['boundaries'] },
    ids: ['fuzz:no-crash:greet'],
    reason: /exited with code 3\. Sent: greet \{"name":"😀"\}\./,
  },
  'hangs-on-empty': {
    fuzz: { tools: ['greet'], phases: ['boundaries'] },
    ids: ['fuzz:no-hang:greet'],
    reason: /nothing else is answered either.*Sent: greet \{"name":""/,
  },
  'forgets-to-answer': {
    fuzz: { tools: ['greet'], phases: ['valid'], casesPerTool: 60 },
    ids: ['fuzz:answers:greet'],
    reason: /other requests are answered\. Sent: greet \{"name":"~".*fast-check seed \d+, path [\d:]+, shrunk [1-9]/,
  },
  'leaks-memory': {
    fuzz: { tools: ['greet'], phases: ['valid'], casesPerTool: 160, maxMemoryMiB: 30 },
    ids: ['fuzz:memory:greet'],
    reason: /grew by \d+ MiB .* the limit is 30 MiB/,
  },
  'refuses-maximum': {
    fuzz: { tools: ['greet'], phases: ['boundaries'] },
    ids: ['fuzz:valid-accepted:greet'],
    reason: /times: its maximum.*too_big.*"times":5/,
  },
  'serves-invalid': {
    fuzz: { tools: ['create_note'], phases: ['invalid'] },
    ids: ['fuzz:invalid-refused:create_note'],
    reason: /different failures.*must have the property "title"\. Sent: create_note \{\}/,
  },
  'wrong-output': {
    fuzz: { tools: ['greet'], phases: ['valid'] },
    ids: ['fuzz:output-schema:greet'],
    reason: /\/length must be integer, is string\. Sent: greet \{"name":".{4}"\}/,
  },
  'wrong-error': {
    fuzz: { tools: ['create_note'], phases: ['invalid'] },
    ids: ['fuzz:error-shape:create_note'],
    reason: /\$\.error\.code must be an integer/,
  },
  'dies-in-the-end': {
    fuzz: { tools: ['read_note'], phases: ['valid'], casesPerTool: 60 },
    ids: ['fuzz:no-crash:read_note'],
    reason: /the last of 1[2-6] calls in a row/,
  },
  'goes-deaf': {
    fuzz: { tools: ['read_note'], phases: ['valid'] },
    ids: ['fuzz:still-answers:read_note'],
    reason: /tools\/list: no answer within/,
  },
  'broken-note': {
    fuzz: { phases: ['sequences'], sequences: 12, maxSeconds: 15 },
    ids: ['fuzz:sequences'],
    reason:
      /must have the property "title"\. Sent: read_note \{"noteId":"\$\{value_\d_1\}"\} \(the last of [2-8] calls/,
  },
};

/** Where an answer is waited for in vain, it is not waited for long. */
const waiting: FuzzDefect[] = ['hangs-on-empty', 'forgets-to-answer', 'goes-deaf'];

describe('runFuzz', () => {
  describe.concurrent('each defect is found, alone, confirmed, with its frames and what is needed to send it again', () => {
    test.each(Object.keys(fuzzDefects) as FuzzDefect[])('%s', async (defect) => {
      const { fuzz, ids, reason } = expected[defect];
      const requestTimeoutMs = waiting.includes(defect) ? 1_000 : 3_000;
      const document = await run(server(defect), fuzz, { profile, requestTimeoutMs });
      expect(found(document)).toEqual(ids);
      const result = document.results.find(({ checkId }) => checkId === ids[0]);
      expect(result).toMatchObject({ verdict: 'fail', area: 'fuzz' });
      expect(result?.reason).toMatch(reason);
      expect(result?.repro.cli).toContain(`mcp-lab test --suite fuzz --only ${ids[0]} --revision 2025-11-25 --seed 7`);
      if (defect === 'leaks-memory') return;
      expect(result?.labels?.every((label) => label.kind === 'fuzz-failure' && label.confirmed)).toBe(true);
      const shown = document.transcript.frames.filter(({ seq }) => result?.evidence.includes(seq));
      expect(shown.map(({ text }) => text).join('\n')).toContain(defect === 'goes-deaf' ? 'tools/list' : 'tools/call');
    });
  });

  test('a sound server: nothing is found, over stdio, in every phase', async () => {
    const document = await run(server(), { sequences: 4 });
    expect(found(document)).toEqual([]);
    const verdicts = Object.fromEntries(document.results.map(({ checkId, verdict }) => [checkId, verdict]));
    expect(verdicts).toMatchObject({
      'fuzz:valid-accepted:greet': 'pass',
      'fuzz:invalid-refused:greet': 'pass',
      'fuzz:output-schema:greet': 'pass',
      'fuzz:memory:greet': 'pass',
      'fuzz:coverage:greet': 'pass',
      'fuzz:sequences': 'pass',
      // No note has a name that could be guessed: a run that proves little says so, and is no failure.
      'fuzz:output-schema:read_note': 'untestable',
      'fuzz:coverage:read_note': 'info',
    });
  });

  test('the same seed sends the same calls, whatever else is chosen; another seed sends others', async () => {
    const sentBy = async (seed: number, only: string[]) => {
      const { transcript } = await run(
        server(),
        { tools: ['greet'], phases: ['valid', 'invalid'] },
        { seed, only, profile },
      );
      const sent = transcript.frames.filter(
        ({ direction, text }) => direction === 'sent' && text.includes('"name":"greet"'),
      );
      return sent.map(({ text }) => JSON.stringify(JSON.parse(text).params.arguments));
    };
    const [first, again, other] = await Promise.all([
      sentBy(1, []),
      sentBy(1, ['fuzz:*:greet']),
      sentBy(2, ['fuzz:*:greet']),
    ]);
    expect(first.length).toBeGreaterThan(24);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('over HTTP: a server that dies is found, and what it did not live to see is not judged', async () => {
    const child = spawn(process.execPath, [fuzzServerPath, 'http', '--defect', 'crashes-on-emoji']);
    const [url] = await once(createInterface({ input: child.stdout }), 'line');
    const document = await run({ kind: 'http', url: String(url), headers: {} }, { phases: ['boundaries'] });
    expect(found(document)).toEqual(['fuzz:no-crash:greet']);
    const verdicts = Object.fromEntries(document.results.map(({ checkId, verdict }) => [checkId, verdict]));
    expect(verdicts).toMatchObject({ 'fuzz:memory:greet': 'not-applicable', 'fuzz:answers:read_note': 'untestable' });
  });

  test('a tool that may change something is left out until the user allows it; what was found is sent first', async () => {
    const calls = [{ tool: 'greet', arguments: { name: 'long enough' } }];
    const document = await run(
      server('wrong-output'),
      { tools: ['greet'], phases: ['examples'] },
      { regressions: [calls], only: ['fuzz:output-schema:*'], profile },
    );
    expect(found(document)).toEqual(['fuzz:output-schema:greet']);
    expect(document.notRun).toContainEqual({ checkId: 'fuzz:answers:greet', why: 'not-selected' });
    const { chooseTools } = await import('./choose-tools.ts');
    const tool = { name: 'drop', inputSchema: { type: 'object' } };
    const settings = fuzzSettingsSchema.parse({});
    expect(chooseTools([tool], noInputs, settings, false)).toMatchObject({
      allowed: [],
      left: [{ name: 'drop', reason: expect.stringContaining('tools: [{tool: "drop"') }],
    });
    expect(
      chooseTools([tool], { ...noInputs, tools: [{ tool: 'drop', arguments: {} }] }, settings, false).allowed,
    ).toEqual([tool]);
    expect(chooseTools([tool], noInputs, settings, true).allowed).toEqual([tool]);
  });

  test('a run that is ended says what it knows, and leaves nothing', async () => {
    const controller = new AbortController();
    const document = await run(
      server(),
      {},
      { profile, signal: controller.signal, onProgress: ({ type }) => type === 'check-started' && controller.abort() },
    );
    expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
    expect(found(document)).toEqual([]);
  });
});
