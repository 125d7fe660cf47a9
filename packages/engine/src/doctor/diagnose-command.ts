import type { StdioTarget } from '@mcp-lab/wire';
import { createTranscript, discoverServer, type ServerProfile } from '@mcp-lab/wire';
import { type DoctorOptions, defaultDoctorTimeoutMs } from './doctor-options.ts';
import { explainExit } from './explain-exit.ts';
import { findCommand } from './find-command.ts';
import { type CommandLook, lookAtCommand } from './look-at-command.ts';
import { blameNamedVariables, lookAtEnvironment } from './look-at-environment.ts';
import { lookAtHandshake } from './look-at-handshake.ts';
import { lookAtPath } from './look-at-path.ts';
import { lookAtPermissions } from './look-at-permissions.ts';
import { type ProcessEvidence, readProcessEvidence } from './process-evidence.ts';
import { StepDraft } from './step-draft.ts';

export interface Examination {
  steps: StepDraft[];
  /** Null when nothing was spoken to. */
  profile: ServerProfile | null;
}

/** What is looked at before a process is started. */
export interface CommandSteps {
  command: StepDraft;
  path: StepDraft;
  permissions: StepDraft;
  environment: StepDraft;
}

/** Looks at a command, its PATH, permissions and environment without starting anything. */
export async function lookBeforeStart(target: StdioTarget, options: DoctorOptions): Promise<CommandSteps> {
  const { platform = process.platform, given = [], desktopPath = null } = options;
  const steps: CommandSteps = {
    command: new StepDraft('command'),
    path: new StepDraft('path'),
    permissions: new StepDraft('permissions'),
    environment: new StepDraft('environment'),
  };
  const cwd = target.cwd ?? process.cwd();
  const search = await findCommand(target.command, { path: target.env.PATH, cwd, platform });
  const look: CommandLook = { search, cwd, platform };
  await lookAtCommand(steps.command, target, look);
  await lookAtPath(steps.path, target, look, { desktopPath, given });
  await lookAtPermissions(steps.permissions, target, look);
  if (steps.command.failed && !steps.permissions.failed) steps.permissions.skip('There is no program to look at.');
  lookAtEnvironment(steps.environment, target, given);
  return steps;
}

/** Starts a stdio server, opens it at every revision, and says at which step it goes wrong. */
export async function diagnoseCommand(target: StdioTarget, options: DoctorOptions): Promise<Examination> {
  const before = await lookBeforeStart(target, options);
  const start = new StepDraft('start');
  const handshake = new StepDraft('handshake');
  const steps = [...Object.values(before), start, handshake];
  if (Object.values(before).some(({ failed }) => failed)) {
    start.skip('It cannot be started as it stands.');
    handshake.skip('Nothing was started.');
    return { steps, profile: null };
  }
  const transcript = createTranscript();
  const { timeoutMs = defaultDoctorTimeoutMs, signal, owner } = options;
  const profile = await discoverServer(target, { transcript, timeoutMs, signal, owner });
  const evidence = readProcessEvidence(transcript.frames);
  lookAtStart(start, profile, evidence);
  if (start.failed) handshake.skip('The process did not live long enough.');
  else lookAtHandshake(handshake, profile, evidence);
  if (profile.failure !== undefined) blame(before, target, evidence);
  return { steps, profile };
}

/** What looked odd before the start is the cause when the server does not work, and its words fit. */
export function blame(before: CommandSteps, target: StdioTarget, { words, exit }: ProcessEvidence): void {
  for (const step of Object.values(before)) step.blame(words);
  if (exit !== null) blameNamedVariables(before.environment, target, words);
}

function lookAtStart(step: StepDraft, profile: ServerProfile, evidence: ProcessEvidence): void {
  const { exit, words, firstByteMs } = evidence;
  const kind = profile.failure?.kind;
  if (words !== '')
    step.evidence = words
      .split('\n')
      .slice(-12)
      .map((line) => `stderr: ${line}`);
  if (kind === 'not-startable') {
    const { message = '', hint = '' } = profile.failure ?? {};
    step.seen = 'It could not be started.';
    step.fail({ what: message, why: 'The system refused to start the process.', fix: hint });
  } else if (kind === 'exited') {
    step.seen = `It was started and ended with ${exit?.how ?? 'an unknown status'}.`;
    step.fail(explainExit(evidence));
  } else if (firstByteMs === null) {
    step.seen = 'It was started and runs; nothing came on stdout.';
  } else step.seen = `It was started; the first byte on stdout came after ${Math.round(firstByteMs)} ms.`;
}
