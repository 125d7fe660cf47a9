import type { ChaosExperiment } from '@mcp-lab/contracts';
import type { TransportKind } from '@mcp-lab/wire';
import type { SuiteFinding } from '../run/to-suite-result.ts';
import { sayJudged, type TrialOutcome } from './run-trial.ts';

type Finding = Omit<SuiteFinding, 'revision'>;
type Judged = Pick<Finding, 'verdict' | 'reason' | 'evidence'>;

/** What one fault showed of the server: that it lives, that it comes back, and, where it was asked for, that it holds. */
export function judgeTrial(outcome: TrialOutcome, experiment: ChaosExperiment, transport: TransportKind): Finding[] {
  const { trial, durationMs } = outcome;
  const { name, blastRadius } = trial;
  const untestable = whyUntestable(outcome);
  const base = { durationMs };
  const findings: Finding[] = [
    {
      ...base,
      ...(untestable ?? judgeSurvival(outcome, experiment, transport)),
      checkId: `chaos:${name}:survives`,
      title: `lives through it when ${blastRadius}`,
      fix:
        fixes[trial.fault.kind] ??
        'Treat what comes over the wire as what may be broken, late, or never come: answer, or go on with the next message.',
    },
    {
      ...base,
      ...(untestable ?? judgeRecovery(outcome, experiment)),
      checkId: `chaos:${name}:recovers`,
      title: `is as before within ${experiment.recoverySeconds} s after ${name}`,
      fix: 'Look at what still waits for the message that did not come, or keeps the connection, the lock or the queue of the time before.',
    },
  ];
  if (experiment.during.length > 0) {
    findings.push({
      ...base,
      ...(untestable ?? judgeHolding(outcome)),
      checkId: `chaos:${name}:holds`,
      title: `keeps to ${experiment.during.join(', ')} during ${name}`,
      fix: 'What the fault did not strike should be served as ever: look for what serves requests one after another.',
    });
  }
  return findings;
}

const fixes: Partial<Record<TrialOutcome['trial']['fault']['kind'], string>> = {
  reset:
    'A connection that breaks is everyday: catch the error of the socket or pipe (EPIPE, ECONNRESET), forget the client, and over stdio exit.',
  kill: 'What a process leaves behind when it is killed, such as a lock or half a file, must not keep the next one from starting.',
  pause:
    'After a stop all timers are due at once and clocks have jumped: count time by a monotonic clock and do not give up on what is only late.',
  memory: 'Bound what is kept, and answer with an error where there is no room.',
  'open-files': 'Answer with an error where nothing can be opened (EMFILE), and close what is no longer used.',
  'disk-full':
    'Answer with an error where nothing can be written, and write to a second file that takes the place of the first.',
};

function whyUntestable({ trial }: TrialOutcome): Judged | undefined {
  const { notTried, injections, name } = trial;
  if (notTried !== null) return { verdict: 'untestable', reason: `It was not tried: ${notTried}.` };
  if (injections > 0) return undefined;
  const reason = `${name} struck nothing: no message that it fits came by. Give the mix calls that it fits, or the fault another direction, method or share.`;
  return { verdict: 'untestable', reason };
}

function judgeSurvival(outcome: TrialOutcome, experiment: ChaosExperiment, transport: TransportKind): Judged {
  const { trial, answeredAfter, failedAfter, lingered } = outcome;
  const { fault, exits, name, injections } = trial;
  if (exits.length > 0 && fault.kind !== 'kill') {
    const times = exits.length > 1 ? ` (${exits.length} times)` : '';
    return { verdict: 'fail', reason: `The process of the server ended by ${name}, with ${exits[0]}${times}.` };
  }
  if (lingered !== undefined) {
    const signal = lingered === 'kill' ? 'SIGKILL' : 'SIGTERM';
    return { verdict: 'fail', reason: `With both pipes broken the process stayed: it left at ${signal} only.` };
  }
  const evidence = (answeredAfter === undefined ? failedAfter : [answeredAfter]).flatMap(({ frames }) => frames);
  if (answeredAfter === undefined) {
    const [first] = failedAfter;
    const said = first === undefined ? 'nothing came' : `${first.outcome}, ${first.detail}`;
    const reason = `After ${name} no call was answered within ${experiment.recoverySeconds} s (${said}).`;
    return { verdict: 'fail', reason, evidence };
  }
  const isNew = transport === 'stdio' && (fault.kind === 'kill' || fault.kind === 'reset');
  const how = isNew ? 'A new process of it answered' : 'It answered';
  return { verdict: 'pass', reason: `${how} after ${counted(injections, 'injection')}.`, evidence };
}

function judgeRecovery({ trial, failedAfter }: TrialOutcome, { recoverySeconds, steady }: ChaosExperiment): Judged {
  const { recoveryMs, after, name } = trial;
  if (recoveryMs !== null) {
    const seconds = (recoveryMs / 1000).toFixed(1);
    return { verdict: 'pass', reason: `${steady.join(', ')} held again ${seconds} s after ${name} had ended.` };
  }
  const said = after === null ? '' : ` (${sayJudged(after)})`;
  return {
    verdict: 'fail',
    reason: `${steady.join(', ')} did not hold again within ${recoverySeconds} s after ${name} had ended${said}.`,
    evidence: failedAfter.flatMap(({ frames }) => frames),
  };
}

function judgeHolding({ trial, ownFailures }: TrialOutcome): Judged {
  const { during, name } = trial;
  if (during === null || during.holds === null) {
    return { verdict: 'untestable', reason: `${name} struck every call, so none was left to be judged by.` };
  }
  const calls = `${during.calls} calls, ${during.failed} failed, ${during.injected} of them by injection`;
  if (during.holds) return { verdict: 'pass', reason: `It held: ${calls}.` };
  const evidence = ownFailures.slice(0, 5).flatMap(({ frames }) => frames);
  return {
    verdict: 'fail',
    reason: `It did not hold: ${sayJudged(during)}, ${during.injected} of them failed by injection.`,
    evidence,
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
