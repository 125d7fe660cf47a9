import type { BaselineReport } from '../compare/apply-baseline.ts';
import type { Result } from '../run/result.ts';
import type { NotRun, RunDocument } from '../run/run-document.ts';
import { describeNotRun, runFacts, serverTitle } from './describe-run.ts';
import { escapeXml } from './escape-xml.ts';
import { indexEvidence } from './evidence-frames.ts';
import { groupOfArea, reportGroups } from './report-groups.ts';
import type { RenderReport } from './report-options.ts';
import { showFrame } from './show-frame.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';
interface TestCase {
  outcome: Outcome;
  seconds: number;
  xml: string;
}
interface TestSuite {
  name: string;
  cases: TestCase[];
}

const maxFrames = 4;
const maxFrameLength = 2_000;

/**
 * A test case for every result; a check that was not run is a skipped one, and a run that could not be finished an
 * error, so that nothing reads as passed that was not. Valid by the schema that Jenkins publishes.
 */
export const renderJunit: RenderReport = (run, { baseline } = {}) => {
  const groups = Map.groupBy(run.results, ({ area }) => `${groupOfArea(area)}.${area}`);
  const caseOf = createCaseWriter(run, baseline);
  const ordered = [...groups].toSorted(([left], [right]) => groupRank(left) - groupRank(right));
  const suites: TestSuite[] = [
    ...runSuite(run),
    ...ordered.map(([name, results]) => ({ name, cases: results.map(caseOf) })),
    ...baselineSuite(baseline),
    ...notRunSuite(run.notRun),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  const seconds = ((run.finishedAt - run.startedAt) / 1000).toFixed(3);
  const head = `name="${escapeXml(`mcp-lab ${serverTitle(run)}`)}" time="${seconds}" tests="${all.length}"`;
  const tally = `failures="${countOf(all, 'failure')}" errors="${countOf(all, 'error')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${head} ${tally}>`,
    ...suites.map((suite) => suiteXml(suite, run)),
    '</testsuites>\n',
  ].join('\n');
};

const groupRank = (name: string) => reportGroups.findIndex(({ id }) => name.startsWith(`${id}.`));

function suiteXml({ name, cases }: TestSuite, run: RunDocument): string {
  const seconds = cases.reduce((sum, testCase) => sum + testCase.seconds, 0);
  const counts = (['failure', 'error', 'skipped'] as const).map((outcome) => countOf(cases, outcome));
  const properties = runFacts(run).map(
    ([key, value]) => `      <property name="${escapeXml(key)}" value="${escapeXml(value)}"/>`,
  );
  return [
    `  <testsuite name="${escapeXml(name)}" tests="${cases.length}" failures="${counts[0]}" errors="${counts[1]}" ` +
      `skipped="${counts[2]}" time="${seconds.toFixed(3)}" timestamp="${new Date(run.startedAt).toISOString().slice(0, 19)}">`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases.map(({ xml }) => xml),
    '  </testsuite>',
  ].join('\n');
}

function countOf(cases: readonly TestCase[], outcome: Outcome): number {
  return cases.filter((testCase) => testCase.outcome === outcome).length;
}

function createCaseWriter(run: RunDocument, baseline: BaselineReport | undefined): (result: Result) => TestCase {
  const framesOf = indexEvidence(run);
  return (result) => {
    const accepted = baseline?.accepted.get(result.id);
    const seconds = result.durationMs / 1000;
    const name = `${result.checkId} (${result.revision})`;
    const className = `mcp.${groupOfArea(result.area)}.${result.area}`;
    const facts = [
      `${result.verdict}: ${result.reason}`,
      `requirement: ${result.title}`,
      ...(result.spec.url ? [`clause: ${result.spec.url}`] : []),
    ];
    const findingFacts = [`fix: ${result.fix}`, ...commandsOf(result)];
    const frames = framesOf(result)
      .slice(0, maxFrames)
      .map((frame) => showFrame(frame, maxFrameLength))
      .flatMap(({ title, raw }) => [title, raw]);
    if (accepted !== undefined) {
      const text = `accepted by the baseline: ${accepted.reason}\n${result.verdict}: ${result.reason}`;
      return caseXml(className, name, seconds, 'skipped', `<skipped>${block(text)}</skipped>`);
    }
    switch (result.verdict) {
      case 'fail':
      case 'error': {
        const tag = result.verdict === 'fail' ? 'failure' : 'error';
        const attributes = `type="${escapeXml(`${result.level} ${result.severity}`)}" message="${escapeXml(result.reason)}"`;
        const text = block([...facts, ...findingFacts, ...frames].join('\n'));
        return caseXml(className, name, seconds, tag, `<${tag} ${attributes}>${text}</${tag}>`);
      }
      case 'untestable':
      case 'not-applicable':
        return caseXml(className, name, seconds, 'skipped', `<skipped>${block(facts[0] ?? '')}</skipped>`);
      case 'warn':
      case 'info':
        return caseXml(className, name, seconds, 'passed', systemOut([...facts, ...findingFacts, ...frames]));
      case 'pass':
        return caseXml(className, name, seconds, 'passed', systemOut(facts));
    }
  };
}

function commandsOf({ repro }: Result): string[] {
  return [repro.cli, repro.shell, repro.curl]
    .filter((command) => command !== null)
    .map((command) => `again: ${command}`);
}

function caseXml(className: string, name: string, seconds: number, outcome: Outcome, content: string): TestCase {
  const head = `<testcase name="${escapeXml(name)}" classname="${escapeXml(className)}" time="${seconds.toFixed(3)}">`;
  return { outcome, seconds, xml: `    ${head}${content}</testcase>` };
}

const block = (text: string) => escapeXml(text, { keepLines: true, maxLength: 20_000 });
const systemOut = (lines: readonly string[]) => `<system-out>${block(lines.join('\n'))}</system-out>`;

/** Whether the run could be carried out at all: green elsewhere would be a lie where it was not. */
function runSuite({ summary }: RunDocument): TestSuite[] {
  if (summary.outcome !== 'unreachable' && summary.outcome !== 'incomplete') return [];
  const reason = summary.reason ?? 'no reason known';
  const text = block([reason, summary.hint ?? ''].join('\n').trim());
  const error = `<error type="${summary.outcome}" message="${escapeXml(reason)}">${text}</error>`;
  return [{ name: 'run', cases: [caseXml('mcp.run', 'the run could be finished', 0, 'error', error)] }];
}

function baselineSuite(baseline: BaselineReport | undefined): TestSuite[] {
  const cases = (baseline?.stale ?? []).map((entry) => {
    const message = 'the finding no longer occurs: remove the entry';
    const failure = `<failure type="stale" message="${message}">${block(entry.reason)}</failure>`;
    return caseXml('mcp.baseline', `stale entry ${entry.check}`, 0, 'failure', failure);
  });
  return cases.length > 0 ? [{ name: 'baseline', cases }] : [];
}

function notRunSuite(notRun: readonly NotRun[]): TestSuite[] {
  if (notRun.length === 0) return [];
  const cases = notRun.map((entry) =>
    caseXml('mcp.not-run', entry.checkId, 0, 'skipped', `<skipped>not run: ${block(describeNotRun(entry))}</skipped>`),
  );
  return [{ name: 'not run', cases }];
}
