import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { runAgainstHostileText, runFewChecks } from '../checks/gate/sample-runs.ts';
import { applyBaseline, type BaselineReport } from '../compare/apply-baseline.ts';
import type { RunDocument } from '../run/run-document.ts';
import { renderGithub } from './render-github.ts';
import { type ReportFormatName, reportFormats } from './report-formats.ts';

const junitSchema = readFileSync(join(import.meta.dirname, 'test-support', 'jenkins-junit.xsd'), 'utf8');

let found: RunDocument;
let hostile: RunDocument;
let unreachable: RunDocument;
let baseline: BaselineReport;

beforeAll(async () => {
  found = await runFewChecks('rpc-version-field');
  hostile = await runAgainstHostileText();
  const summary = {
    ...found.summary,
    outcome: 'unreachable' as const,
    reason: 'Nothing listens there',
    hint: 'Start it',
  };
  unreachable = { ...found, results: [], notRun: [], summary };
  const accept = [
    { check: 'rpc-version-field', revision: '2026-07-28', reason: 'mended in the next release' },
    { check: 'rpc-error-shape', reason: 'was red once upon a time' },
  ];
  baseline = applyBaseline(found, { accept }, '2026-11-22');
});

const render = (format: ReportFormatName, run: RunDocument, withBaseline = false) =>
  reportFormats[format].render(run, withBaseline ? { baseline } : {});
const everyRun = () => [
  ['a run with findings', found, false] as const,
  ['the same with a baseline', found, true] as const,
  ['a server of hostile texts', hostile, false] as const,
  ['a server that was not reached', unreachable, false] as const,
];

test('the samples hold what the tests are about', () => {
  expect(hostile.results.filter(({ verdict }) => verdict === 'fail').length).toBeGreaterThan(1);
  expect(hostile.results.some(({ reason }) => reason.includes('</script>'))).toBe(true);
  expect(found.results.map(({ verdict }) => verdict)).toContain('pass');
  expect(found.results.map(({ verdict }) => verdict)).toContain('fail');
  expect(baseline.accepted.size).toBe(1);
  expect(baseline.stale).toHaveLength(1);
});

test.each(Object.keys(reportFormats) as ReportFormatName[])('%s: the same run gives the same text', (format) => {
  expect(render(format, found)).toBe(render(format, found));
});

/** Everything but JSON, whose own escapes keep each byte of the peers. */
test.each(['junit', 'sarif', 'html', 'md', 'csv'] as const)('%s: nothing acts on a terminal or reorders', (format) => {
  const text = render(format, hostile);
  expect(text).not.toMatch(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/,
  );
  expect(text.isWellFormed()).toBe(true);
});

describe('junit', () => {
  test('every run is valid by the schema', async () => {
    const xml = everyRun().map(([name, run, withBaseline], index) => ({
      fileName: `${index}-${name.replaceAll(' ', '-')}.xml`,
      contents: render('junit', run, withBaseline),
    }));
    const { valid, errors } = await validateXML({ xml, schema: [junitSchema] });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  test('failures fail, what was not run is skipped, and all are counted', () => {
    const xml = render('junit', found);
    const count = (pattern: RegExp) => xml.match(pattern)?.length ?? 0;
    const { results, notRun } = found;
    expect(count(/<testcase /g)).toBe(results.length + notRun.length);
    expect(count(/<failure /g)).toBe(results.filter(({ verdict }) => verdict === 'fail').length);
    expect(count(/<skipped>/g)).toBe(
      results.filter(({ verdict }) => verdict === 'untestable' || verdict === 'not-applicable').length + notRun.length,
    );
    expect(xml).toContain(
      `<testsuite name="not run" tests="${notRun.length}" failures="0" errors="0" skipped="${notRun.length}"`,
    );
  });

  test('a server that was not reached is an error, never an empty success', () => {
    expect(render('junit', unreachable)).toMatch(/<testsuites [^>]*errors="1"[\s\S]*<error type="unreachable"/);
  });

  test('what a baseline accepts is skipped with the reason, and its stale entry fails', () => {
    const xml = render('junit', found, true);
    expect(xml).toContain('<skipped>accepted by the baseline: mended in the next release');
    expect(xml).toContain('<testcase name="stale entry rpc-error-shape"');
  });
});

describe('sarif', () => {
  test('every run is valid by the schema', () => {
    // Draft 4 names two keywords otherwise; the schema uses nothing else that later drafts changed.
    const { $schema: _draft, id: _id, ...schema } = sarifSchema as Record<string, unknown>;
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
    for (const [name, run, withBaseline] of everyRun()) {
      const valid = validate(JSON.parse(render('sarif', run, withBaseline)));
      expect([name, valid, validate.errors]).toEqual([name, true, null]);
    }
  });

  test('findings are results with stable fingerprints; the rest is in the invocation', () => {
    const [run] = JSON.parse(render('sarif', found, true)).runs;
    const fails = found.results.filter(({ verdict }) => verdict === 'fail');
    expect(run.results.map((result: { level: string }) => result.level)).toEqual(fails.map(() => 'error'));
    expect(run.results.map((one: { partialFingerprints: object }) => one.partialFingerprints)).toEqual(
      fails.map(({ id }) => ({ 'mcpLabResultId/v1': id })),
    );
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(run.tool.driver.rules[0].helpUri).toMatch(/^https:\/\/modelcontextprotocol\.io\/specification\//);
    expect(run.results.flatMap((one: { suppressions?: unknown[] }) => one.suppressions ?? [])).toEqual([
      { kind: 'external', status: 'accepted', justification: 'mended in the next release' },
    ]);
    const [invocation] = run.invocations;
    expect(invocation.executionSuccessful).toBe(true);
    expect(invocation.toolConfigurationNotifications).toHaveLength(found.notRun.length);
  });

  test('a run that was not finished does not say it was', () => {
    const [invocation] = JSON.parse(render('sarif', unreachable)).runs[0].invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications[0].message.text).toBe('unreachable: Nothing listens there: Start it');
  });

  test("a peer's brackets make no link", () => {
    const texts = JSON.parse(render('sarif', hostile)).runs[0].results.map(
      (one: { message: { text: string } }) => one.message.text,
    );
    expect(texts.join()).not.toMatch(/[^\\]\]\(https/);
  });
});

describe('github', () => {
  test('one command a line, and none of them from the peer', () => {
    const lines = renderGithub(hostile).trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\n]*(?:%3A|%2C|[^:,\n])*::/);
    const findings = hostile.results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
    expect(lines).toHaveLength(new Set(findings.map(({ checkId }) => checkId)).size + 1);
    expect(lines.at(-1)).toMatch(/^::notice title=MCP%3A /);
  });

  test('an accepted finding is not annotated, a stale entry is', () => {
    const text = renderGithub(found, { baseline });
    expect(text.match(/title=rpc-version-field/g)).toHaveLength(1);
    expect(text).toContain('2025-11-25)');
    expect(text).not.toContain('2026-07-28)::');
    expect(text).toContain('::error title=stale baseline entry rpc-error-shape::');
  });
});

describe('csv', () => {
  test('no cell is a formula', () => {
    const text = render('csv', { ...hostile, results: hostile.results.map((one) => ({ ...one, reason: '=1+1' })) });
    expect(text).toContain(",'=1+1,");
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });

  test('a row for every result and every check that was not run, each with every column', () => {
    const rows = render('csv', found).trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + found.results.length + found.notRun.length);
    expect(rows.filter((row) => row.includes(',not-run,'))).toHaveLength(found.notRun.length);
  });
});

describe('md', () => {
  test('no HTML, mention, reference or link of the peer', () => {
    const outsideCode = render('md', hostile).replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '');
    expect(outsideCode).not.toMatch(/<(?!\/?(?:details|summary)>|!-- -->)/);
    expect(outsideCode).not.toMatch(/@someone|[^\\]\]\(https:\/\/evil|https:\/\/evil|#1\b(?! )/);
  });

  test('a fence is longer than any in the text', () => {
    const run = { ...found, results: found.results.map((one) => ({ ...one, repro: { ...one.repro, cli: '``````' } })) };
    expect(render('md', run)).toContain('```````sh\n``````\n```````');
  });

  test('what was not run is said', () => {
    expect(render('md', found)).toContain(`${found.notRun.length} more checks were not run`);
  });
});

describe('html', () => {
  test('only the two own blocks may run, and nothing of the peer is markup', () => {
    const html = render('html', hostile);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|onerror="|style="|href="(?!https:\/\/modelcontextprotocol\.io\/)/);
    expect(html).toMatch(/default-src 'none'; script-src 'sha256-[\w+/]+=*'; style-src 'sha256-[\w+/]+=*'/);
  });

  test('a transcript that asks for much stays a file one can open', () => {
    const [frame] = found.transcript.frames;
    if (frame === undefined) throw new Error('the sample has no frames');
    const deep = {
      ...frame,
      kind: 'message' as const,
      encoding: 'utf8' as const,
      text: '['.repeat(100_000) + ']'.repeat(100_000),
    };
    const wide = { ...deep, text: `["${'x'.repeat(10_000_000)}"]` };
    const frames = Array.from({ length: 2_000 }, (_, seq) => ({ ...(seq % 2 ? deep : wide), seq }));
    const evidence = frames.map(({ seq }) => seq);
    const run = {
      ...found,
      results: Array.from({ length: 1_000 }, (_, index) => ({
        ...(found.results[0] ?? never()),
        checkId: `c${index}`,
        verdict: 'fail' as const,
        evidence,
      })),
      transcript: { ...found.transcript, frames },
    };
    const html = render('html', run);
    expect(html.length).toBeLessThan(20_000_000);
    expect(html).toContain('more frames are in the JSON report');
  });

  test('a clause that is no web address is no link', () => {
    const spec = { path: 'x', url: 'javascript:alert(1)' };
    const html = render('html', { ...found, results: found.results.map((one) => ({ ...one, spec })) });
    expect(html).not.toContain('href="javascript');
  });
});

function never(): never {
  throw new Error('the sample has no results');
}
