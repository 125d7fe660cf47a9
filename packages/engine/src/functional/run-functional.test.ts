import { type FunctionalCase, functionalCaseSchema } from '@mcp-lab/contracts';
import { bareServerPath, sampleServers } from '@mcp-lab/fixtures';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import type { StdioTarget } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import { type FunctionalOptions, runFunctional } from './run-functional.ts';

const bare = (...options: string[]): StdioTarget => ({
  kind: 'stdio',
  command: process.execPath,
  args: [bareServerPath, 'stdio', ...options],
  env: {},
});

function flakySample(seed: number): StdioTarget {
  const sample = sampleServers.find(({ id }) => id === 'flaky');
  if (sample === undefined) throw new Error('the flaky sample is gone');
  return { kind: 'stdio', command: sample.command, args: [...sample.args, '--seed', String(seed)], env: {} };
}

type CaseInput = Parameters<typeof functionalCaseSchema.parse>[0];
const casesOf = (...cases: unknown[]): FunctionalCase[] =>
  cases.map((one) => functionalCaseSchema.parse(one as CaseInput));

function run(cases: FunctionalCase[], more: Partial<FunctionalOptions> = {}) {
  return runFunctional({ target: bare(), cases, seed: 1, toolVersion: '0', ...more });
}

describe('runFunctional', () => {
  test('values pass from step to step, with their types; every kind of step is sent', async () => {
    const document = await run(
      casesOf({
        name: 'Everything in a row',
        steps: [
          { tool: 'add', arguments: { a: 1, b: 2 }, save: { total: '$.structuredContent.sum' } },
          {
            tool: 'add',
            arguments: { a: '${total}', b: 10 },
            expect: { assert: [{ path: '$.structuredContent.sum', equals: 13 }], outputSchema: true },
          },
          { tool: 'echo', arguments: { text: 'sum ${total}, $${plain}' }, expect: { text: 'sum 3, $${plain}' } },
          { resource: 'lab://about', expect: { text: { contains: 'MCP server', matches: '^A small' } } },
          { prompt: 'summary', arguments: { text: 'T${total}' }, expect: { text: { contains: ['T3', 'brief'] } } },
          {
            complete: { prompt: 'summary', argument: 'style', value: 'b' },
            expect: { assert: [{ path: '$.completion.values', equals: ['brief', 'businesslike'] }] },
          },
          {
            request: { method: 'tools/list' },
            expect: { assert: [{ path: '$.tools[?@.name=="add"]', exists: true }] },
          },
          { request: { method: 'no/such' }, expect: { error: { code: -32601 } } },
        ],
      }),
    );
    expect(document.results).toMatchObject([{ verdict: 'pass', reason: 'all 8 steps as expected' }]);
    expect(document).toMatchObject({ kind: 'functional', summary: { outcome: 'passed' } });
    const [result] = document.results;
    expect(result).toMatchObject({
      id: 'case:everything-in-a-row@stdio@2026-07-28',
      checkId: 'case:everything-in-a-row',
      area: 'functional',
    });
    const shown = document.transcript.frames.filter((frame) => result?.evidence.includes(frame.seq));
    expect(shown.length).toBeGreaterThanOrEqual(16);
    expect(document.connections.map(({ checkId }) => checkId)).toContain('case:everything-in-a-row');
  });

  test('a failed expectation: which step, what was expected, what came, its frames and how to see it again', async () => {
    const document = await run(
      casesOf({
        name: 'Wrong sum',
        steps: [
          { tool: 'echo', arguments: { text: 'first' } },
          {
            tool: 'add',
            arguments: { a: 1, b: 2 },
            expect: { assert: [{ path: '$.structuredContent.sum', equals: 4 }] },
          },
          { tool: 'echo', arguments: { text: 'never sent' } },
        ],
      }),
      { suiteFile: 'my cases.yaml' },
    );
    const [result] = document.results;
    expect(result).toMatchObject({
      verdict: 'fail',
      reason: 'step 2 (tool add): $.structuredContent.sum should equal 4, but is 3',
    });
    expect(result?.repro.cli).toContain(
      "mcp-lab test --suite functional --suite-file 'my cases.yaml' --only case:wrong-sum --revision 2026-07-28",
    );
    expect(result?.repro.shell).toContain('"name":"add"');
    const texts = document.transcript.frames
      .filter(({ seq }) => result?.evidence.includes(seq))
      .map(({ text }) => text);
    expect(texts.join('\n')).toContain('"sum":3');
    expect(texts.join('\n')).not.toContain('first');
    expect(document.transcript.frames.some(({ text }) => text.includes('never sent'))).toBe(false);
  });

  test('a tool error, a protocol error, a timeout and a crash are told apart, and are no success', async () => {
    const divide = { tool: 'divide', arguments: { dividend: 1, divisor: 0 } };
    const slow = { tool: 'slow', arguments: { ms: 5_000 } };
    const cases = casesOf(
      { name: 'not said', steps: [divide] },
      { name: 'said', steps: [{ ...divide, expect: { isError: true, text: { contains: 'zero' } } }] },
      { name: 'protocol', steps: [{ tool: 'no_such_tool' }] },
      { name: 'slow', timeoutMs: 300, steps: [slow] },
      { name: 'slow as expected', timeoutMs: 300, steps: [{ ...slow, expect: { outcome: 'timeout' } }] },
    );
    const { results } = await run(cases);
    expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['fail', expect.stringMatching(/ended with tool_error \(isError is true\): The divisor must not be zero\./)],
      ['pass', 'as expected'],
      ['fail', expect.stringMatching(/ended with protocol_error \(error -32602/)],
      ['fail', expect.stringMatching(/ended with timeout \(no answer within \d+ ms\)/)],
      ['pass', 'as expected'],
    ]);
    const crash = await run(casesOf({ name: 'dies', steps: [{ tool: 'make_slug', arguments: { title: 'a' } }] }), {
      target: flakySample(30),
    });
    expect(crash.results[0]?.reason).toMatch(/ended with crash/);
  });

  test('passing only on a retry is flaky, not passed', async () => {
    const steps = [{ tool: 'make_slug', arguments: { title: 'A b' }, expect: { text: 'a-b' } }];
    // The fifth call of a process fails: with a shared session the second attempt is the sixth.
    const cases = casesOf(
      { name: 'retried', session: 'shared', retries: 2, steps },
      { name: 'after', session: 'shared', steps },
    );
    const { results, summary } = await run(cases, { target: flakySample(4) });
    expect(results).toMatchObject([
      { verdict: 'warn', labels: [{ kind: 'flaky-on-retry', attempts: 2 }] },
      { verdict: 'fail', reason: expect.stringContaining('protocol_error') },
    ]);
    expect(results[0]?.reason).toMatch(/^flaky on retry: passed at attempt 2 after step 1 \(tool make_slug\)/);
    expect(summary.outcome).toBe('findings');
  });

  test('setup and teardown: a failed setup fails the case, the teardown runs always and all of it', async () => {
    const { results, transcript } = await run(
      casesOf(
        {
          name: 'setup fails',
          setup: [{ tool: 'no_such_tool' }],
          steps: [{ tool: 'echo', arguments: { text: 'not reached' } }],
          teardown: [
            { tool: 'echo', arguments: { text: 'cleaned one' } },
            { tool: 'echo', arguments: { text: 'cleaned two' } },
          ],
        },
        {
          name: 'teardown fails',
          steps: [{ tool: 'echo', arguments: { text: 'a' } }],
          teardown: [{ tool: 'no_such_tool' }],
        },
      ),
    );
    expect(results).toMatchObject([
      { verdict: 'fail', reason: expect.stringMatching(/^setup step 1 \(tool no_such_tool\): should end with ok/) },
      { verdict: 'warn', reason: expect.stringMatching(/passed, but its teardown did not/) },
    ]);
    const said = transcript.frames.map(({ text }) => text).join('\n');
    expect(said).toContain('cleaned one');
    expect(said).toContain('cleaned two');
    expect(said).not.toContain('not reached');
  });

  test('era, revision, both eras and the run’s own revisions decide where a case runs', async () => {
    const steps = [{ request: { method: 'tools/list' } }];
    const cases = casesOf(
      { name: 'newest', tags: ['smoke'], steps },
      { name: 'old', era: 'legacy', steps },
      { name: 'both', era: 'both', steps },
      { name: 'exact', revision: '2025-06-18', steps },
      { name: 'later', skip: 'the server is being rewritten', steps },
    );
    const all = await run(cases);
    expect(all.results.map(({ checkId, revision, verdict }) => [checkId, revision, verdict])).toEqual([
      ['case:newest', '2026-07-28', 'pass'],
      ['case:old', '2025-11-25', 'pass'],
      ['case:both', '2026-07-28', 'pass'],
      ['case:both', '2025-11-25', 'pass'],
      ['case:exact', '2025-06-18', 'pass'],
      ['case:later', '2026-07-28', 'untestable'],
    ]);
    const chosen = await run(cases, { revisions: ['2025-06-18'], only: ['tag:smoke', 'case:exact', 'case:old'] });
    expect(chosen.results.map(({ id }) => id)).toEqual([
      'case:newest@stdio@2025-06-18',
      'case:old@stdio@2025-06-18',
      'case:exact@stdio@2025-06-18',
    ]);
    expect(chosen.notRun.map(({ checkId }) => checkId)).toEqual(['case:both', 'case:later']);
    const unspoken = await run(cases.slice(1, 2), { target: bare('--eras', 'modern') });
    expect(unspoken.results).toMatchObject([{ verdict: 'not-applicable' }]);
  });

  test('what is wrong with a case is told before anything is sent', async () => {
    const cases = casesOf({ name: 'x', steps: [{ tool: 'echo', arguments: { text: '${gone}' } }] });
    await expect(run(cases)).rejects.toThrow('0.steps.0: ${gone} is used, but no earlier step saves it');
  });

  test('a server that cannot be started is an outcome', async () => {
    const document = await run(casesOf({ name: 'x', steps: [{ tool: 'echo' }] }), {
      target: { kind: 'stdio', command: 'mcp-lab-no-such-command', args: [], env: {} },
    });
    expect(document.summary).toMatchObject({ outcome: 'unreachable' });
  });

  test('a server that stops opening sessions fails the case, with what its opening ended with', async () => {
    const profile = {
      transport: 'stdio',
      modern: ['2026-07-28'],
      legacy: [],
      unknownVersions: [],
      evidence: [],
    } as const;
    const document = await run(casesOf({ name: 'x', retries: 1, steps: [{ tool: 'echo' }] }), {
      target: { kind: 'stdio', command: process.execPath, args: ['--eval', 'process.exit(3)'], env: {} },
      profile: { ...profile, modern: [...profile.modern], legacy: [], unknownVersions: [], evidence: [] },
    });
    expect(document.results).toMatchObject([
      { verdict: 'fail', reason: expect.stringMatching(/^a session could not be opened: .* \(failed 2 times of 2\)$/) },
    ]);
  });

  test('a cancelled run ends, and the case under way is not judged', async () => {
    const cancel = new AbortController();
    const document = await run(
      casesOf({ name: 'x', timeoutMs: 60_000, steps: [{ tool: 'slow', arguments: { ms: 50_000 } }] }),
      {
        signal: cancel.signal,
        onProgress: (event) => {
          if (event.type === 'check-started') setImmediate(() => cancel.abort());
        },
      },
    );
    expect(document.summary).toMatchObject({ cancelled: true, outcome: 'incomplete' });
    expect(document.results).toMatchObject([{ verdict: 'untestable' }]);
  });

  test('over HTTP, in both eras; the client answers what the server asks when the case has the answer', async () => {
    const server = await startHttpServer();
    const confirm = { tool: 'confirm', arguments: { question: 'Sure?' } };
    const answers = { 'elicitation/create': { action: 'accept', content: { confirm: true } } };
    const cases = casesOf(
      { name: 'reads', era: 'both', steps: [{ resource: 'sound://readme', expect: { text: 'All is well.' } }] },
      { name: 'asks', answers, steps: [{ ...confirm, expect: { text: 'yes' } }] },
      { name: 'asks in vain', steps: [confirm] },
    );
    try {
      const { results } = await run(cases, { target: { kind: 'http', url: server.url, headers: {} } });
      expect(results.map(({ checkId, revision, verdict }) => [checkId, revision, verdict])).toEqual([
        ['case:reads', '2026-07-28', 'pass'],
        ['case:reads', '2025-11-25', 'pass'],
        ['case:asks', '2026-07-28', 'pass'],
        ['case:asks-in-vain', '2026-07-28', 'fail'],
      ]);
      expect(results[0]?.repro.curl).toContain('resources/read');
    } finally {
      await server.close();
    }
  });
});
