import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SuiteInputs, suiteInputsSchema } from '@mcp-lab/contracts';
import { protectedInputs, type SecurityDefect, securityServerPath, startSecurityServer } from '@mcp-lab/fixtures';
import { findProcesses, type Target } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBareServer } from '../checks/gate/start-bare-server.ts';
import { snapshotOf } from '../drift/snapshot.ts';
import { inspectServer } from '../inspect/inspect-server.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { runSecurity, type SecurityRunSettings } from './run-security.ts';

const owner = 'security-suite-test';
const parent = mkdtempSync(join(tmpdir(), 'mcp-lab-security-test-'));
const root = join(parent, 'notes');
beforeAll(() => {
  mkdirSync(root);
  writeFileSync(join(root, 'note.txt'), 'one\ntwo\n');
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const writing = { tool: 'write_note', arguments: { path: 'note.txt', text: 'one\ntwo\n' } };
function inputsOf(more: Partial<SuiteInputs> = {}): SuiteInputs {
  return { ...suiteInputsSchema.parse({ security: { root } }), ...more };
}

function runOn(target: Target, settings: Partial<SecurityRunSettings> = {}): Promise<RunDocument> {
  const { inputs = inputsOf(), only = ['security:*'], ...more } = settings;
  return runSecurity({ target, inputs, only, seed: 5, toolVersion: 'test', owner, ...more });
}

async function runOverHttp(defects: readonly SecurityDefect[], settings: Partial<SecurityRunSettings> = {}) {
  const server = await startSecurityServer(root, defects);
  try {
    return await runOn({ kind: 'http', url: server.url, headers: {} }, settings);
  } finally {
    await server.close();
  }
}

const stdio = (...defects: SecurityDefect[]): Target => {
  const words = defects.flatMap((defect) => ['--defect', defect]);
  return { kind: 'stdio', command: process.execPath, args: [securityServerPath, 'stdio', root, ...words], env: {} };
};

const findingsOf = ({ results }: RunDocument) =>
  results.filter(({ verdict }) => ['fail', 'warn', 'info', 'error'].includes(verdict));
const show = (document: RunDocument) =>
  JSON.stringify(
    document.results.map(({ checkId, verdict, reason }) => [checkId, verdict, reason]),
    null,
    1,
  );

/** For each defect: the only result that finds something, its verdict and how sure it is. */
const overHttp: Partial<Record<SecurityDefect, [checkId: string, verdict: string, confidence: string]>> = {
  'poisoned-description': ['model-instructions', 'warn', 'tentative'],
  'tag-text': ['hidden-text', 'fail', 'certain'],
  'selector-text': ['hidden-text', 'fail', 'certain'],
  'zero-width-text': ['hidden-text', 'fail', 'firm'],
  'override-in-prompt': ['hidden-text', 'fail', 'firm'],
  'mixed-script-name': ['hidden-text', 'fail', 'firm'],
  'ansi-result': ['answer-text', 'warn', 'tentative'],
  'order-in-result': ['answer-text', 'warn', 'tentative'],
  'header-echo': ['secret-echo', 'fail', 'certain'],
  'argument-shared': ['argument-echo', 'fail', 'certain'],
  'traversal-prefix': ['path-traversal:read_note', 'fail', 'certain'],
  'traversal-link': ['path-traversal:read_note', 'fail', 'certain'],
  'traversal-tells-existence': ['path-traversal:read_note', 'warn', 'tentative'],
  'uri-traversal': ['uri-traversal', 'fail', 'certain'],
  'ssrf-fetch': ['ssrf:fetch_page', 'warn', 'certain'],
  'ssrf-by-number': ['ssrf:fetch_page', 'fail', 'certain'],
  'ssrf-unsaid': ['ssrf:add_picture', 'fail', 'certain'],
  'fetches-files': ['ssrf:fetch_page', 'fail', 'certain'],
  'shell-command': ['command-injection:count_lines', 'fail', 'certain'],
  'shell-in-background': ['command-injection:count_lines', 'fail', 'certain'],
  'option-injection': ['command-injection:count_lines', 'fail', 'certain'],
  'evaluates-code': ['command-injection:calculate', 'fail', 'certain'],
};

describe('a sound server', () => {
  test('over stdio: nothing is found, and nothing is left behind', async () => {
    const before = leftovers();
    const document = await runOn(stdio(), { inputs: inputsOf({ tools: [writing] }) });
    expect(findingsOf(document), show(document)).toEqual([]);
    expect(document).toMatchObject({ kind: 'security', summary: { outcome: 'passed' } });
    const passed = document.results.filter(({ verdict }) => verdict === 'pass').map(({ checkId }) => checkId);
    expect(passed).toEqual(
      expect.arrayContaining(['path-traversal:read_note', 'secret-echo'].map((id) => `security:${id}`)),
    );
    expect(readdirSync(parent)).toEqual(['notes']);
    expect(readdirSync(root)).toEqual(['note.txt']);
    expect(leftovers()).toEqual(before);
    expect(findProcesses({ cookiePrefix: owner })).toEqual([]);
  }, 60_000);

  test('no word of a promise is said of it: nothing found is not nothing there', async () => {
    const document = await runOverHttp([], { inputs: inputsOf({ tools: [writing] }) });
    expect(findingsOf(document), show(document)).toEqual([]);
    for (const { title, reason, fix } of document.results) {
      expect([title, reason, fix].join(' ')).not.toMatch(/\b(?:in)?secure(?:d|ly)?\b|\bsafe(?:ly)?\b/i);
    }
    for (const { verdict, reason } of document.results) {
      if (verdict === 'pass') expect(reason).toMatch(/^nothing found by this probe: /);
    }
  }, 60_000);
});

function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('mcp-lab-canary-'));
}

describe('one defect, one finding', () => {
  test.each(Object.entries(overHttp))(
    '%s',
    async (defect, [checkId, verdict, confidence]) => {
      const document = await runOverHttp([defect as SecurityDefect]);
      const found = findingsOf(document).map((one) => [one.checkId, one.verdict, one.confidence]);
      expect(found, show(document)).toEqual([[`security:${checkId}`, verdict, confidence]]);
      const [finding] = findingsOf(document) as [Result];
      expect(finding.reason).toMatch(new RegExp(`^\\[confidence: ${confidence}\\] `));
      expect(finding.evidence.length, finding.reason).toBeGreaterThan(0);
      expect(finding.repro.cli).toContain(`--suite security --only security:${checkId}`);
      expect(finding.area).toBe('security-suite');
    },
    30_000,
  );
});

describe('what needs a process, or a word of the user', () => {
  test.each([
    ['secret-in-error', 'fail'],
    ['secret-in-base64', 'fail'],
    ['secret-on-stderr', 'warn'],
  ] as const)(
    '%s',
    async (defect, verdict) => {
      const document = await runOn(stdio(defect), { only: ['security:secret-echo'] });
      const found = findingsOf(document).map((one) => [one.checkId, one.verdict, one.confidence]);
      expect(found, show(document)).toEqual([['security:secret-echo', verdict, 'certain']]);
      expect(findingsOf(document)[0]?.reason).toContain('the environment variable MCP_LAB_CANARY_SECRET came back');
    },
    30_000,
  );

  test('a tool that writes outside is caught by what became of the canary', async () => {
    const inputs = inputsOf({ tools: [writing] });
    const document = await runOverHttp(['traversal-write'], { inputs });
    expect(
      findingsOf(document).map((one) => [one.checkId, one.severity, one.confidence]),
      show(document),
    ).toEqual([['security:path-traversal:write_note', 'critical', 'certain']]);
    expect(findingsOf(document)[0]?.reason).toContain('changed or removed the canary');
    expect(readdirSync(parent)).toEqual(['notes']);
  }, 30_000);

  test('a description that changes once the tool was called, and one that changes from session to session', async () => {
    const only = ['security:rug-pull-*'];
    const called = await runOn(stdio('rug-pull-after-call'), { only });
    expect(
      findingsOf(called).map((one) => [one.checkId, one.verdict, one.confidence]),
      show(called),
    ).toEqual([['security:rug-pull-calls', 'fail', 'firm']]);
    const next = await runOn(stdio('rug-pull-next-session'), { only });
    expect(
      findingsOf(next).map((one) => [one.checkId, one.verdict]),
      show(next),
    ).toEqual([['security:rug-pull-sessions', 'warn']]);
  }, 60_000);

  test('a snapshot: the same server passes, another description under the same name does not', async () => {
    const server = await startSecurityServer(root, []);
    const target: Target = { kind: 'http', url: server.url, headers: {} };
    try {
      const snapshot = snapshotOf(await inspectServer({ target }));
      const only = ['security:rug-pull-snapshot'];
      const same = await runOn(target, { only, snapshot });
      expect(
        same.results.map(({ verdict }) => verdict),
        show(same),
      ).toEqual(['pass']);
      const changed = await runOverHttp(['poisoned-description'], { only, snapshot });
      const [finding] = changed.results;
      expect([finding?.verdict, finding?.confidence], show(changed)).toEqual(['fail', 'firm']);
      expect(finding?.reason).toContain('the tool "status"');
    } finally {
      await server.close();
    }
  }, 30_000);

  test('without a root what comes back of the canary is told, and whether it may is left to the user', async () => {
    const inputs = inputsOf({ security: undefined });
    const only = ['security:path-traversal'];
    const open = await runOverHttp(['traversal-read'], { inputs, only });
    const confined = await runOverHttp([], { inputs, only });
    const verdicts = [open, confined].map(
      ({ results }) => results.find(({ checkId }) => checkId.endsWith(':read_note'))?.verdict,
    );
    expect(verdicts).toEqual(['info', 'untestable']);
    for (const { results } of [open, confined]) expect(results[0]?.reason).toContain('security.root');
    const known = await runOverHttp(['traversal-read'], { only });
    expect(findingsOf(known).map(({ severity }) => severity)).toEqual(['critical']);
  }, 30_000);

  test('tools that are not read-only and not named are not called, and that is no pass', async () => {
    const document = await runOverHttp([]);
    const called = document.transcript.frames.filter(
      ({ text }) => text.includes('"write_note"') && text.includes('tools/call'),
    );
    expect(called).toEqual([]);
    const left = document.results.find(({ checkId }) => checkId === 'security:command-injection');
    expect([left?.verdict, left?.reason]).toEqual(['untestable', expect.stringContaining('"write_note" (write it')]);
  }, 30_000);

  test('a fetcher that is meant to reach this machine is no finding once the user says so', async () => {
    const inputs = inputsOf({ security: { root, urlTools: ['fetch_page'] } });
    const document = await runOverHttp(['ssrf-fetch'], { inputs, only: ['security:ssrf'] });
    expect(
      document.results.map(({ verdict }) => verdict),
      show(document),
    ).toEqual(['info']);
  }, 30_000);

  test('a run that is cancelled leaves no file, no listener and no process', async () => {
    const before = leftovers();
    const cancel = new AbortController();
    const document = await runOn(stdio(), {
      signal: cancel.signal,
      onProgress: (event) => {
        if (event.type === 'check-started' && event.checkId === 'security:path-traversal')
          setTimeout(() => cancel.abort(), 30);
      },
    });
    expect(document.summary).toMatchObject({ outcome: 'incomplete', cancelled: true });
    expect([readdirSync(parent), readdirSync(root)]).toEqual([['notes'], ['note.txt']]);
    expect(leftovers()).toEqual(before);
    expect(findProcesses({ cookiePrefix: owner })).toEqual([]);
  }, 30_000);
});

describe('the checks of clauses', () => {
  test('a remote server that asks for no credentials is found by the check of the conformance suite', async () => {
    const inputs = inputsOf({ deployment: 'remote' });
    const document = await runOverHttp([], { inputs, only: ['sec-auth-present', 'sec-origin-rejected'] });
    const told = document.results.map((one) => [one.checkId, one.verdict, one.confidence]);
    expect(told, show(document)).toContainEqual(['sec-auth-present', 'warn', 'firm']);
    expect(told).toContainEqual(['sec-origin-rejected', 'pass', undefined]);
    const reasons = document.results.filter(({ verdict }) => verdict === 'warn').map(({ reason }) => reason);
    for (const reason of reasons) expect(reason).toMatch(/^\[confidence: firm\] /);
  }, 30_000);

  test('a protected one passes: no token, garbage, alg none, expired and another audience are refused', async () => {
    const { target, profile, tokens = {}, close } = await startBareServer('streamable-http', ['--auth']);
    try {
      const inputs = suiteInputsSchema.parse({ ...protectedInputs, tokens, deployment: 'remote' });
      const only = ['sec-auth-present', 'auth-401-*', 'auth-audience', 'auth-prm-*'];
      const document = await runOn(target, { profile, inputs, only });
      expect(findingsOf(document), show(document)).toEqual([]);
      const passed = document.results.filter(({ verdict }) => verdict === 'pass').map(({ checkId }) => checkId);
      const wanted = ['sec-auth-present', 'auth-401-without-token', 'auth-401-invalid-token', 'auth-audience'];
      expect(passed).toEqual(expect.arrayContaining(wanted));
    } finally {
      await close();
    }
  }, 60_000);
});
