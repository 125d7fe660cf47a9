import type { ServerProfile } from '@mcp-lab/wire';
import type { ProcessEvidence } from './process-evidence.ts';
import type { StepDraft } from './step-draft.ts';

/** Clients give up on a server that takes longer. */
const patienceMs = 10_000;

/** What became of the opening. `words`: what a process said on standard error. */
export function lookAtHandshake(step: StepDraft, profile: ServerProfile, process: ProcessEvidence | null): void {
  step.evidence.push(...profile.evidence.map(({ probe, observed }) => `${probe}: ${observed}`));
  const revisions = revisionsOf(profile);
  if (profile.failure === undefined) {
    step.seen = `It speaks MCP ${revisions.join(', ')}.`;
    warnOfEra(step, profile);
    if (process !== null) warnOfProcess(step, process);
    return;
  }
  step.seen = profile.failure.message;
  if (profile.unknownVersions.length > 0 || profile.failure.message.includes('JSON-RPC but')) {
    step.fail({
      what: profile.failure.message,
      why: 'Both sides have to know one revision of MCP.',
      fix: profile.failure.hint,
    });
    return;
  }
  if (process !== null) failProcess(step, profile.failure, process);
  else
    step.fail({
      what: profile.failure.message,
      why: 'No opening was answered as MCP answers it.',
      fix: profile.failure.hint,
    });
}

/** Newest first. */
export function revisionsOf({ modern, legacy }: ServerProfile): string[] {
  return [...modern, ...legacy].toSorted().reverse();
}

function warnOfEra(step: StepDraft, { modern, legacy, unknownVersions }: ServerProfile): void {
  if (legacy.length === 0) {
    step.warn({
      what: `It speaks ${modern.join(', ')} only.`,
      why: 'Clients that begin with initialize, as all did before 2026-07-28, cannot connect.',
      fix: 'Let the server answer initialize, too, as long as such clients are in use.',
    });
  }
  if (unknownVersions.length > 0) {
    const what = `It also names revisions that are not known here: ${unknownVersions.join(', ')}.`;
    step.warn({ what, why: 'No published revision has that name.', fix: 'Name published revisions only.' });
  }
}

function warnOfProcess(step: StepDraft, { noise, noiseCount, firstMessageMs }: ProcessEvidence): void {
  if (noise.length > 0) {
    step.evidence.push(...noise.map((line) => `stdout: ${line}`));
    step.warn({
      what: `It writes text that is not JSON-RPC to stdout (${Math.max(1, noiseCount)} ${noiseCount > 1 ? 'lines' : 'line'}).`,
      why: 'stdout belongs to the protocol: some clients stop at the first line they cannot read.',
      fix: 'Write logs to stderr. In Node, console.error instead of console.log.',
    });
  }
  if (firstMessageMs !== null && firstMessageMs > patienceMs) {
    step.warn({
      what: `It took ${(firstMessageMs / 1000).toFixed(1)} s to answer the first time.`,
      why: 'Many clients give up after 10 s or less.',
      fix: 'Install the server beforehand instead of downloading it at each start, or raise the time the client allows.',
    });
  }
}

function failProcess(step: StepDraft, failure: NonNullable<ServerProfile['failure']>, process: ProcessEvidence): void {
  const { noise, words } = process;
  const address = /https?:\/\/[\w.[\]:-]+(?:\/[^\s"')\]]*)?/.exec([words, ...noise].join('\n'))?.[0];
  const listens =
    address !== undefined && /listen|running|serving|started|available|uvicorn/i.test([words, ...noise].join('\n'));
  step.evidence.push(...noise.map((line) => `stdout: ${line}`));
  if (listens) {
    step.fail({
      what: 'The process runs, but it is a server for HTTP and answers nothing on stdin.',
      why: `It says that it listens at ${address}.`,
      fix: `Add it by its address (${address}, perhaps with /mcp), or start it in stdio mode.`,
    });
  } else if (noise.length > 0) {
    step.fail({
      what: 'The process writes text, not JSON-RPC, to stdout.',
      why: 'stdout belongs to the protocol, and nothing there was an answer.',
      fix: 'Check that this command starts the server in stdio mode; many want an argument for it. Logs belong on stderr.',
    });
  } else {
    step.fail({
      what: 'The process runs and says nothing.',
      why: 'It answered neither server/discover nor initialize in time.',
      fix: 'Check that this command starts the server in stdio mode, or give it more time to start.',
    });
  }
  if (failure.kind !== 'silent' && failure.kind !== 'not-mcp') step.evidence.push(failure.message);
}
