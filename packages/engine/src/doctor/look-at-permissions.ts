import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { StdioTarget } from '@mcp-lab/wire';
import type { CommandLook } from './look-at-command.ts';
import type { StepDraft } from './step-draft.ts';

const script = /\.(m?js|cjs|m?ts|py|rb|sh|jar|php)$/i;

/** Whether the program may be executed, its directory entered, and the file it is to run read. */
export async function lookAtPermissions(step: StepDraft, target: StdioTarget, look: CommandLook): Promise<void> {
  const { search, cwd } = look;
  step.seen = 'The program may be executed and its working directory entered.';
  await lookAtDirectory(step, target.cwd);
  const blocked = search.file === null ? search.passedOver.find(({ why }) => why !== 'dangling') : undefined;
  if (blocked?.why === 'directory') {
    const fix = 'Name the program within it.';
    step.fail({ what: `${blocked.file} is a directory.`, why: 'A directory cannot be started.', fix });
  } else if (blocked !== undefined) {
    step.fail({
      what: `${blocked.file} may not be executed.`,
      why: 'It lacks the permission to be executed for whoever starts it.',
      fix: `chmod +x ${blocked.file}, or start it through its interpreter (node, python3).`,
    });
  }
  const hidden = search.searched.length === 0 ? await findClosedDirectory(resolve(cwd, target.command)) : null;
  if (hidden !== null) {
    const fix = `Give the permission to enter ${hidden} (chmod +x), or install the server elsewhere.`;
    step.fail({ what: `The directory ${hidden} may not be entered.`, why: 'What is in it cannot be started.', fix });
  }
  await lookAtScript(step, target, cwd);
}

async function lookAtDirectory(step: StepDraft, cwd: string | undefined): Promise<void> {
  if (cwd === undefined) return;
  const facts = await stat(cwd).catch(() => null);
  const said = {
    why: 'The process cannot be started there.',
    fix: 'Create it, or correct the working directory (cwd).',
  };
  if (facts === null) step.fail({ what: `The working directory ${cwd} does not exist.`, ...said });
  else if (!facts.isDirectory()) step.fail({ what: `The working directory ${cwd} is not a directory.`, ...said });
  else if (!(await may(cwd, constants.X_OK))) {
    step.fail({
      ...said,
      what: `The working directory ${cwd} may not be entered.`,
      fix: 'Give the permission to enter it, or choose another.',
    });
  }
}

/** The file an interpreter is to run: the first argument that looks like one. */
async function lookAtScript(step: StepDraft, { command, args }: StdioTarget, cwd: string): Promise<void> {
  if (!/(^|[\\/])(node|bun|deno|python[\d.]*|ruby|(ba|z)?sh|tsx|ts-node|php|java)$/.test(command)) return;
  const file = args.find((argument) => !argument.startsWith('-') && script.test(argument));
  if (file === undefined) return;
  const path = resolve(cwd, file);
  if (await may(path, constants.R_OK)) return;
  const exists = await may(path, constants.F_OK);
  step.suspect({
    what: exists ? `${path} may not be read.` : `${path} does not exist.`,
    why: `${command} is told to run it${file === path ? '' : `: "${file}" is looked for in ${cwd}`}.`,
    fix: exists ? 'Give the permission to read it.' : 'Correct the path, write it in full, or build the server first.',
  });
}

/** The first directory above a file that may not be entered; null when all may. */
async function findClosedDirectory(file: string): Promise<string | null> {
  const above: string[] = [];
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) above.unshift(folder);
  for (const folder of above) {
    if (!(await may(folder, constants.F_OK))) return null;
    if (!(await may(folder, constants.X_OK))) return folder;
  }
  return null;
}

function may(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
