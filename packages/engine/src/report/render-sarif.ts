import type { BaselineReport } from '../compare/apply-baseline.ts';
import type { Result, Severity } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { describeNotRun, serverTitle, targetAddress } from './describe-run.ts';
import { escapePeerText } from './escape-peer-text.ts';
import { indexEvidence } from './evidence-frames.ts';
import { groupOfArea } from './report-groups.ts';
import type { RenderReport } from './report-options.ts';
import { showFrame } from './show-frame.ts';

const schemaUrl = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What code scanning takes for a rule about security, on the scale of CVSS. */
const securitySeverity: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  none: '0.0',
};
const levels = { fail: 'error', warn: 'warning', info: 'note' } as const;
const maxFrames = 6;
const maxFrameLength = 2_000;

/**
 * SARIF 2.1.0. Results are findings only: viewers take every result for an alert. What could not be judged or was not
 * run stands in the notifications of the invocation, and the counts of everything in the run's properties.
 */
export const renderSarif: RenderReport = (run, { baseline } = {}) => {
  const found = run.results.filter((result) => result.verdict in levels);
  const rules = rulesOf(run.results);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const framesOf = indexEvidence(run);
  const toSarif = (result: Result) => ({
    ruleId: result.checkId,
    ruleIndex: indexOf.get(result.checkId),
    kind: 'fail',
    level: levels[result.verdict as keyof typeof levels],
    message: messageOf(`${result.title}: ${result.reason}`),
    locations: [locationOf(run)],
    partialFingerprints: { 'mcpLabResultId/v1': result.id },
    ...suppressionOf(baseline, result),
    properties: {
      group: groupOfArea(result.area),
      area: result.area,
      requirementLevel: result.level,
      severity: result.severity,
      ...(result.confidence === undefined ? {} : { confidence: result.confidence }),
      revision: result.revision,
      transport: result.transport,
      clause: result.spec.url,
      fix: result.fix,
      reproduce: Object.fromEntries(
        Object.entries(result.repro).flatMap(([kind, command]) =>
          command === null ? [] : [[kind, escapePeerText(command, { maxLength: 8_000 })]],
        ),
      ),
      frames: framesOf(result)
        .slice(0, maxFrames)
        .map((frame) => showFrame(frame, maxFrameLength))
        .map(({ title, raw }) => ({ title, raw })),
    },
  });
  const log = {
    $schema: schemaUrl,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: run.tool.name, semanticVersion: semanticVersion(run.tool.version), rules } },
        automationDetails: { id: `mcp-lab/${serverTitle(run).replaceAll('/', '-')}/` },
        invocations: [invocationOf(run, indexOf)],
        columnKind: 'utf16CodeUnits',
        results: found.map(toSarif),
        properties: {
          server: serverTitle(run),
          transport: run.profile.transport,
          revisions: [...run.profile.modern, ...run.profile.legacy],
          seed: run.seed,
          outcome: run.summary.outcome,
          counts: run.summary.counts,
          notRun: run.notRun.length,
          ...(baseline === undefined ? {} : { staleBaselineEntries: baseline.stale.map(({ check }) => check) }),
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function rulesOf(results: readonly Result[]) {
  const byCheck = Map.groupBy(results, ({ checkId }) => checkId);
  return [...byCheck.values()].flatMap(([first]) => {
    if (first === undefined) return [];
    const isSecurity = first.area === 'security' || first.area === 'auth';
    const worst = byCheck.get(first.checkId)?.find(({ severity }) => severity !== 'none')?.severity;
    return [
      {
        id: first.checkId,
        shortDescription: { text: escapePeerText(first.title) },
        fullDescription: { text: escapePeerText(`${first.title} (${first.level})`) },
        ...(first.spec.url ? { helpUri: first.spec.url } : {}),
        help: { text: first.spec.url ? `${first.fix}\nClause: ${first.spec.url}` : first.fix },
        defaultConfiguration: { level: { MUST: 'error', SHOULD: 'warning', MAY: 'note' }[first.level] },
        properties: {
          tags: [groupOfArea(first.area), first.area, ...(isSecurity ? ['security'] : [])],
          ...(isSecurity && worst ? { 'security-severity': securitySeverity[worst] } : {}),
        },
      },
    ];
  });
}

/** A server has no file; where it is started from a script given as a relative path, that is the place to look. */
function locationOf(run: RunDocument) {
  const { target } = run;
  const script =
    target.kind === 'stdio'
      ? target.args.find((argument) => /^(?:\.\/)?(?!\/|\.\.)[\w@./-]+\.(?:[cm]?[jt]sx?|py|rb|go|php)$/.test(argument))
      : undefined;
  const physical = script && {
    artifactLocation: { uri: script.replace(/^\.\//, '') },
    region: { startLine: 1 },
  };
  return {
    ...(physical ? { physicalLocation: physical } : {}),
    logicalLocations: [{ name: serverTitle(run), fullyQualifiedName: targetAddress(run), kind: 'module' }],
  };
}

function suppressionOf(baseline: BaselineReport | undefined, result: Result) {
  const entry = baseline?.accepted.get(result.id);
  if (entry === undefined) return {};
  return { suppressions: [{ kind: 'external', status: 'accepted', justification: escapePeerText(entry.reason) }] };
}

function invocationOf(run: RunDocument, indexOf: ReadonlyMap<string, number>) {
  const { summary } = run;
  const finished = summary.outcome === 'passed' || summary.outcome === 'findings';
  const ruleOf = (checkId: string) => {
    const index = indexOf.get(checkId);
    return { associatedRule: index === undefined ? { id: checkId } : { id: checkId, index } };
  };
  const notJudged = run.results.filter(({ verdict }) => verdict === 'untestable' || verdict === 'error');
  const notifications = notJudged.map((result) => ({
    ...ruleOf(result.checkId),
    level: result.verdict === 'error' ? 'error' : 'note',
    message: messageOf(`${result.verdict} at ${result.revision}: ${result.reason}`),
  }));
  const whole = {
    level: 'error',
    message: messageOf([summary.outcome, summary.reason, summary.hint].filter(Boolean).join(': ')),
  };
  return {
    executionSuccessful: finished,
    startTimeUtc: new Date(run.startedAt).toISOString(),
    endTimeUtc: new Date(run.finishedAt).toISOString(),
    toolExecutionNotifications: [...(finished ? [] : [whole]), ...notifications],
    toolConfigurationNotifications: run.notRun.map((entry) => ({
      ...ruleOf(entry.checkId),
      level: 'note',
      message: messageOf(`not run: ${describeNotRun(entry)}`),
    })),
  };
}

/** In a SARIF message `[text](target)` is a link, so brackets that could make one are escaped. */
function messageOf(text: string) {
  const shown = escapePeerText(text, { maxLength: 4_000 });
  return { text: shown.includes('](') ? shown.replace(/[\\[\]]/g, '\\$&') : shown };
}

function semanticVersion(version: string): string | undefined {
  return /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
}
