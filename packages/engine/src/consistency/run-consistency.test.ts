import { type ConsistencyPlan, consistencySchema, noInputs } from '@mcp-lab/contracts';
import { notesServerPath } from '@mcp-lab/fixtures';
import { serveHttp } from '@mcp-lab/fixtures/bare/http/serve-http';
import { createNotesCore } from '@mcp-lab/fixtures/consistency/create-notes-core';
import { stdioServer } from '@mcp-lab/fixtures/sdk/sound-targets';
import { findProcesses, legacyRevisions, modernRevisions, type ServerProfile, type StdioTarget } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../run/run-document.ts';
import { type ConsistencySettings, runConsistency } from './run-consistency.ts';

const quick = { parallel: [2, 5], tries: 2 };
const notes = (...options: string[]): StdioTarget => ({
  kind: 'stdio',
  command: process.execPath,
  args: [notesServerPath, 'stdio', ...options],
  env: {},
});
const pair = (more: object = {}) => ({
  name: 'notes',
  write: { tool: 'add_note', arguments: { text: '${unique}' } },
  read: { tool: 'list_notes' },
  ...more,
});

/** What discovery would find, which costs processes. */
const profile: ServerProfile = {
  transport: 'stdio',
  modern: [...modernRevisions],
  legacy: [...legacyRevisions],
  unknownVersions: [],
  evidence: [],
};

function run(settings: Partial<ConsistencySettings>, plan: Partial<Record<keyof ConsistencyPlan, unknown>> = {}) {
  const consistency = consistencySchema.parse({ ...quick, ...plan });
  const inputs = { ...noInputs, consistency };
  return runConsistency({ target: notes(), inputs, seed: 1, toolVersion: '0', owner: 'consistency-test', ...settings });
}

const verdictsOf = ({ results }: RunDocument) =>
  Object.fromEntries(results.map(({ checkId, verdict }) => [checkId.replace('consistency:', ''), verdict]));
const findingsOf = (document: RunDocument) =>
  Object.entries(verdictsOf(document))
    .filter(([, verdict]) => verdict === 'fail' || verdict === 'warn')
    .map(([id]) => id);

async function overHttp<T>(defect: string | undefined, keeping: 'one' | 'session', use: (url: string) => Promise<T>) {
  const server = await serveHttp(createNotesCore(defect, keeping), 0);
  try {
    return await use(server.url);
  } finally {
    await server.close();
  }
}

describe('runConsistency', () => {
  test('a sound store over stdio: found by its names, and nothing to be said against it', async () => {
    const document = await run({ allowSideEffects: true });
    expect(verdictsOf(document)).toEqual({
      pairs: 'info',
      'read-your-writes:add_note.list_notes': 'pass',
      'idempotent:add_note.list_notes': 'pass',
      'nothing-lost:add_note.list_notes': 'pass',
      'nothing-twice:add_note.list_notes': 'pass',
      'nothing-lost-across-sessions:add_note.list_notes': 'untestable',
      'nothing-twice-across-sessions:add_note.list_notes': 'untestable',
      'own-answers:echo': 'pass',
      'no-cross-talk:echo': 'pass',
      'own-answers:add_note': 'pass',
      'no-cross-talk:add_note': 'pass',
    });
    expect(document).toMatchObject({ kind: 'consistency', summary: { outcome: 'passed' } });
    expect(findProcesses({ cookiePrefix: 'consistency-test' })).toEqual([]);
  });

  const defects = [
    ['lost-update', ['nothing-lost:notes']],
    ['duplicated', ['nothing-twice:notes']],
    ['stale-read', ['read-your-writes:notes']],
    ['not-idempotent', ['idempotent:notes']],
    ['swapped-answers', ['own-answers:echo']],
  ] as const;
  test.each(defects)(
    '%s, with a pair of the suite file: just this is found, with its frames',
    async (defect, expected) => {
      const document = await run(
        { target: notes('--defect', defect), profile, suiteFile: 'suite.yaml' },
        { pairs: [pair()] },
      );
      expect(findingsOf(document), JSON.stringify(document.results, null, 1)).toEqual(expected);
      const found = document.results.find(({ verdict }) => verdict === 'fail' || verdict === 'warn');
      expect(found?.evidence.length).toBeGreaterThan(0);
      expect(found?.repro.cli).toContain('--suite consistency --suite-file suite.yaml --only consistency:');
    },
  );

  test('the smallest number is named, and how often it showed', async () => {
    const target = notes('--defect', 'lost-update');
    const document = await run(
      { target, profile, only: ['consistency:nothing-lost:*'] },
      { pairs: [pair()], parallel: [10] },
    );
    const [lost] = document.results;
    expect(lost?.reason).toMatch(/^2 calls of add_note made at once were acknowledged.* 1 of them, 1 lost; smallest N/);
    expect(lost?.reason).toMatch(/N that shows it: 2, in \d of \d tries .*of 10 at once \d lost|are lost\)/);
    expect(lost?.reason).toContain('the same 2 one after another are all there');
    // Two writes, two answers, the read and its answer.
    expect(lost?.evidence).toHaveLength(6);
  });

  test('over HTTP one store for all sessions: what two sessions write at once is there', async () => {
    const document = await overHttp(undefined, 'one', (url) =>
      run({ target: { kind: 'http', url, headers: {} } }, { pairs: [pair({ count: { pattern: '(?m)^${unique}$' } })] }),
    );
    expect(verdictsOf(document)).toMatchObject({
      'nothing-lost-across-sessions:notes': 'pass',
      'nothing-twice-across-sessions:notes': 'pass',
    });
    expect(findingsOf(document)).toEqual([]);
  });

  test('over HTTP two sessions that lose writes of each other', async () => {
    const document = await overHttp('lost-update', 'one', (url) =>
      run({ target: { kind: 'http', url, headers: {} } }, { pairs: [pair()] }),
    );
    expect(findingsOf(document)).toEqual(['nothing-lost:notes', 'nothing-lost-across-sessions:notes']);
  });

  test('a state for each session: kept apart, or mixed up', async () => {
    const look = (defect?: string) =>
      overHttp(defect, 'session', (url) => run({ target: { kind: 'http', url, headers: {} } }, { pairs: [pair()] }));
    const sound = await look();
    expect(verdictsOf(sound)).toMatchObject({
      'nothing-lost-across-sessions:notes': 'not-applicable',
      'no-cross-talk:notes': 'pass',
    });
    expect(findingsOf(sound)).toEqual([]);
    expect(findingsOf(await look('cross-talk'))).toEqual(['no-cross-talk:notes']);
  });

  test('without permission nothing is written, and what to write stands there', async () => {
    const document = await run({ profile });
    const [pairs] = document.results;
    expect(pairs).toMatchObject({ checkId: 'consistency:pairs', verdict: 'untestable' });
    expect(pairs?.reason).toContain(
      '- name: add_note\n      write:\n        tool: add_note\n        arguments:\n          text: ${unique}',
    );
    const called = document.transcript.frames.filter(({ text }) => text.includes('"name":"add_note","arguments"'));
    expect(called).toEqual([]);
  });

  test('a server without anything to write, a path that is none, and an end by the user', async () => {
    const sdk = await run({ target: stdioServer(), profile, allowSideEffects: true });
    expect(findingsOf(sdk)).toEqual([]);
    expect(sdk.results[0]?.reason).toContain('no tool was found that adds something');
    const wrong = await run(
      { profile, only: ['consistency:pairs'] },
      { pairs: [pair({ count: { jsonPath: 'notes[' } })] },
    );
    expect(wrong.results[0]?.reason).toContain('is no JSONPath');
    const controller = new AbortController();
    const ended = await run({
      profile,
      allowSideEffects: true,
      signal: controller.signal,
      onProgress: (event) => event.type === 'check-started' && controller.abort(),
    });
    expect(ended.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
    expect(findProcesses({ cookiePrefix: 'consistency-test' })).toEqual([]);
  });
});
