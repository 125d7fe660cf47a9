import type { LoadProfile, LoadReport } from '@mcp-lab/contracts';
import type { Result } from '../run/result.ts';
import type { ResultSource } from '../run/to-result.ts';
import { type SuiteFinding, toSuiteResult } from '../run/to-suite-result.ts';
import { findBlindStep } from './executors/find-knee.ts';
import { formatQuantity } from './format-quantity.ts';
import { loadCommand } from './load-command.ts';
import type { LoadMix } from './load-mix.ts';

interface LoadContext {
  kind: 'load' | 'soak';
  /** The profile as the user gave it. */
  given: LoadProfile;
  origin: LoadMix['origin'];
}

type Finding = Omit<SuiteFinding, 'revision' | 'durationMs'>;

const maxShown = 5;

/** What a load says of the server: each threshold, and what has to be true of any load. Never empty. */
export function toLoadResults(source: ResultSource, report: LoadReport, context: LoadContext): Result[] {
  const findings: Finding[] = [
    judgeGenerator(report),
    judgeMix(report, context.origin),
    judgeOutcomes(report, context.origin),
    ...judgeSessions(report),
    ...judgeDropped(report),
    ...report.thresholds.map((threshold) => judgeThreshold(threshold, report)),
    ...judgeKnee(report),
    ...judgeDrifts(report, context.kind),
  ];
  const { kind, given } = context;
  const base = { ...source, area: 'load' as const, suite: kind, command: loadCommand(given, kind) };
  const revision = report.revision as SuiteFinding['revision'];
  const durationMs = report.measuredSeconds * 1000;
  return findings.map((finding) => toSuiteResult(base, { ...finding, revision, durationMs }));
}

/** A run in which the generator was the bottleneck must not pass, and what held in it is not proved. */
function judgeGenerator({ generator }: LoadReport): Finding {
  const { valid, invalidBecause, sendLagMs, cpuPercent } = generator;
  const lag = sendLagMs.p99 === null ? '' : `, p99 of the send lag ${formatQuantity(sendLagMs.p99, 'ms')}`;
  return {
    checkId: 'load:generator-valid',
    title: 'the generator was not the bottleneck',
    verdict: valid ? 'pass' : 'error',
    reason: valid
      ? `It used ${cpuPercent.toFixed(0)} % of a core${lag}.`
      : `What was measured may be the generator's and not the server's: ${invalidBecause.join('; ')}.`,
    fix: 'Ask for less, close what else runs on this machine, or generate the load on another one than the server runs on.',
  };
}

function judgeMix({ profile, notes = [] }: LoadReport, origin: LoadMix['origin']): Finding {
  const named = profile.mix.slice(0, 10).map(({ name, tool, method }) => name ?? tool ?? method);
  const more = profile.mix.length > 10 ? ` and ${profile.mix.length - 10} more` : '';
  return {
    checkId: 'load:mix',
    title: 'what was called',
    verdict: origin === 'harmless' ? 'untestable' : 'info',
    reason: [`Called: ${named.join(', ')}${more}.`, ...notes].join(' '),
    fix: 'Write a mix into the profile, or name tools with --tool and --args: what you name is called.',
  };
}

function judgeOutcomes({ total, errors }: LoadReport, origin: LoadMix['origin']): Finding {
  const failed = total.calls - total.outcomes.ok;
  const shown = errors
    .slice(0, maxShown)
    .map(({ call, outcome, message, count }) => `${count} × ${call}: ${outcome} (${message})`);
  const more = errors.length > maxShown ? ` and ${errors.length - maxShown} more kinds` : '';
  const onlyRefused = origin === 'surface' && failed === total.outcomes.tool_error;
  const verdict = ((): Finding['verdict'] => {
    if (total.calls === 0) return 'untestable';
    if (failed === 0) return 'pass';
    if (total.outcomes.crash > 0 || failed === total.calls) return 'fail';
    // Arguments that were made up may be the reason.
    return onlyRefused ? 'info' : 'warn';
  })();
  return {
    checkId: 'load:outcomes',
    title: 'calls under load succeed',
    verdict,
    reason:
      total.calls === 0
        ? 'No call was completed.'
        : failed === 0
          ? `All ${total.calls} calls succeeded.`
          : `${failed} of ${total.calls} calls failed (${formatQuantity(total.failedRatio * 100, '%')}): ${shown.join('; ')}${more}.`,
    fix: 'A result with isError, a JSON-RPC error and silence are no successes: look for the first kind in the log of the server at that time.',
  };
}

function judgeSessions({ sessions }: LoadReport): Finding[] {
  if (sessions === undefined || (sessions.opened === sessions.asked && sessions.reopened === 0)) return [];
  const { asked, opened, reopened } = sessions;
  const refused = opened < asked ? [`only ${opened} of ${asked} sessions were opened`] : [];
  const ended = reopened > 0 ? [`sessions ended under load and were opened again ${reopened} times`] : [];
  return [
    {
      checkId: 'load:sessions',
      title: 'sessions open and stay open under load',
      verdict: 'warn',
      reason: `${[...refused, ...ended].join('; ')}.`,
      fix: 'Look in the log of the server for why it refuses or ends sessions; ask for fewer where its limit is meant.',
    },
  ];
}

function judgeDropped({ iterations, profile }: LoadReport): Finding[] {
  if (!['constant-arrival-rate', 'ramping-arrival-rate'].includes(profile.executor.type)) return [];
  const { dropped, started } = iterations;
  return [
    {
      checkId: 'load:dropped',
      title: 'the server keeps up with the rate',
      verdict: dropped === 0 ? 'pass' : 'warn',
      reason:
        dropped === 0
          ? `All ${started} calls could be started when they were due.`
          : `${dropped} of ${started + dropped} calls could not be started: maxVus were under way.`,
      fix: 'The server answers more slowly than calls come. Ask for less, or allow more calls under way (maxVus).',
    },
  ];
}

function judgeThreshold(threshold: LoadReport['thresholds'][number], { generator, abortedBy }: LoadReport): Finding {
  const { metric, expression, ok, observed, aborted } = threshold;
  const seen =
    observed === null ? 'nothing was there to judge' : `observed ${formatQuantity(observed, unitOf(threshold))}`;
  const isProved = ok !== true || generator.valid;
  const doubt = generator.valid ? '' : ' The generator was the bottleneck, so this may not be the server.';
  const cut = aborted ? ' It ended the run.' : abortedBy === null ? '' : ' The run was ended before its time.';
  return {
    checkId: `load:threshold:${metric}:${expression.replaceAll(/\s+/g, '')}`,
    title: `${metric}: ${expression}`,
    verdict: ok === null || !isProved ? 'untestable' : ok ? 'pass' : 'fail',
    reason: `${ok === false ? 'Crossed' : ok === true ? 'Held' : 'Not judged'}: ${seen}.${cut}${doubt}`,
    fix: 'Look at the seconds in which it went wrong, beside the CPU and memory of the server, or set the threshold to what is needed.',
  };
}

/** By the metric, and by the method: a rate of a counter is by the second. */
function unitOf({ metric, expression }: { metric: string; expression: string }): string {
  const name = metric.split('{')[0]?.trim();
  const isRate = expression.trim().startsWith('rate');
  if (name === 'latency' || name === 'first_byte') return 'ms';
  if (name === 'server_cpu') return '%';
  if (name === 'server_rss') return 'bytes';
  if (name === 'bytes_received') return isRate ? 'bytes/s' : 'bytes';
  return isRate && name !== 'failed' ? '/s' : '';
}

function judgeKnee({ knee }: LoadReport): Finding[] {
  if (knee === null) return [];
  const { rate, interval, objective, steps } = knee;
  const broke = interval?.[1] ?? null;
  const last = steps.at(-1);
  const blind = findBlindStep(steps);
  const held = rate === null ? '' : `${formatQuantity(rate, '/s')} held (${objective.join(', ')})`;
  const reason = ((): string => {
    if (rate === null) return `Not even the first rate held: ${last?.why ?? 'no step was finished'}.`;
    if (broke !== null) return `${held}, ${formatQuantity(broke, '/s')} did not.`;
    if (blind !== undefined) return `${held}; above it the generator was the bottleneck: ${blind.why}.`;
    return `${held}; no higher rate was tried.`;
  })();
  return [
    {
      checkId: 'load:knee',
      title: 'the largest rate that the server sustains',
      verdict: rate !== null ? 'info' : blind !== undefined || last === undefined ? 'untestable' : 'fail',
      reason,
      fix: 'Begin with a smaller rate, or look at what the server waits for.',
    },
  ];
}

function judgeDrifts({ drifts }: LoadReport, kind: 'load' | 'soak'): Finding[] {
  if (kind === 'load') return [];
  if (drifts.length === 0) {
    return [
      {
        checkId: 'load:drift',
        title: 'the server does not drift under a steady load',
        verdict: 'untestable',
        reason: 'There was too little to look at.',
        fix: 'Let it run longer: an hour and more tells of leaks.',
      },
    ];
  }
  const verdicts = { rising: 'fail', falling: 'info', steady: 'pass', undecided: 'untestable' } as const;
  return drifts.map(({ metric, verdict, text }) => ({
    checkId: `load:drift:${metric.replaceAll('_', '-')}`,
    title: `${metric.replaceAll('_', ' ')} does not rise under a steady load`,
    // Slower answers may be a matter of the machine; what is kept is the server's.
    verdict: metric === 'latency_p95' && verdict === 'rising' ? 'warn' : verdicts[verdict],
    reason: text,
    fix: 'Look for what each call leaves behind: listeners, sessions, caches without a limit, files that are not closed.',
  }));
}
