import type { StdioTarget } from '@mcp-lab/wire';
import { findCommand } from './find-command.ts';
import type { CommandLook } from './look-at-command.ts';
import type { StepDraft } from './step-draft.ts';

/** Whether a client that is started from the desktop would find the same program. */
export async function lookAtPath(
  step: StepDraft,
  target: StdioTarget,
  look: CommandLook,
  options: { desktopPath: string | null; given: readonly string[] },
): Promise<void> {
  const { search, cwd, platform } = look;
  const { command } = target;
  if (search.searched.length === 0) {
    step.seen = 'PATH is not searched: the command has a path of its own.';
    return;
  }
  if (search.file === null) {
    step.skip('The command was not found.');
    return;
  }
  step.evidence = [target.env.PATH ?? 'no PATH is set'];
  if (options.given.includes('PATH')) {
    step.seen = `The config sets PATH itself, and ${command} is on it.`;
    return;
  }
  if (options.desktopPath === null) {
    step.seen = `${command} is on PATH.`;
    return;
  }
  const there = await findCommand(command, { path: options.desktopPath, cwd, platform });
  if (there.file === search.file) {
    step.seen = `A client started from the desktop finds the same ${command}.`;
  } else if (there.file === null) {
    step.seen = `${command} is on the PATH of this shell.`;
    step.warn({
      what: `A client started from the desktop may not find ${command}.`,
      why: `It does not read the start-up files of your shell: its PATH is about ${options.desktopPath}.`,
      fix: `Write ${search.file} as the command, or set PATH in the environment of the server.`,
    });
  } else {
    step.seen = `${command} is ${search.file} in this shell.`;
    step.warn({
      what: `A client started from the desktop may start another ${command}: ${there.file}.`,
      why: 'It does not read the start-up files of your shell, and the other one may be of another version.',
      fix: `Write ${search.file} as the command.`,
    });
  }
}
