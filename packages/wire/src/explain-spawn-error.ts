import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isErrno } from './process-sweep.ts';
import type { StdioTarget } from './target.ts';
import { WireError } from './wire-error.ts';

/** Finds out what really stood in the way: the same ENOENT means a missing command, directory or interpreter. */
export async function explainSpawnError(target: StdioTarget, cause: unknown): Promise<WireError> {
  const directory = await describeDirectory(target.cwd);
  if (directory !== undefined) {
    return new WireError('bad-directory', directory, 'Correct the working directory of the server.', { cause });
  }
  const { command } = target;
  if (isErrno(cause, 'ENOENT')) return explainMissing(target, cause);
  if (isErrno(cause, 'EACCES')) {
    return new WireError(
      'not-executable',
      `${command} may not be executed.`,
      `Make the file executable (chmod +x) or start it through its interpreter, for example node or python.`,
      { cause },
    );
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new WireError('not-startable', `${command} could not be started: ${reason}`, startHint(cause), { cause });
}

async function explainMissing(target: StdioTarget, cause: unknown): Promise<WireError> {
  const { command } = target;
  if (!command.includes(path.sep)) {
    const searched = target.env.PATH;
    const where = searched === undefined ? 'no PATH is set in its environment' : `searched: ${searched}`;
    return new WireError(
      'not-found',
      `The command ${command} was not found (${where}).`,
      `Install ${command}, or give its full path, or set PATH in the environment of the server.`,
      { cause },
    );
  }
  const file = path.resolve(target.cwd ?? process.cwd(), command);
  const interpreter = (await exists(file)) ? await readInterpreter(file) : undefined;
  if (interpreter !== undefined) {
    return new WireError(
      'not-found',
      `${command} exists, but its interpreter ${interpreter} was not found.`,
      `Install ${interpreter} or correct the first line of the file.`,
      { cause },
    );
  }
  return new WireError('not-found', `The file ${command} does not exist.`, 'Correct the path of the command.', {
    cause,
  });
}

async function describeDirectory(cwd: string | undefined): Promise<string | undefined> {
  if (cwd === undefined) return undefined;
  try {
    if (!(await stat(cwd)).isDirectory()) return `The working directory ${cwd} is not a directory.`;
    await access(cwd, constants.X_OK);
    return undefined;
  } catch (error) {
    if (isErrno(error, 'EACCES')) return `The working directory ${cwd} may not be entered.`;
    return `The working directory ${cwd} does not exist.`;
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function readInterpreter(file: string): Promise<string | undefined> {
  const head = await readFile(file).catch(() => Buffer.alloc(0));
  return /^#!\s*(\S+(?:\s+\S+)?)/.exec(head.subarray(0, 256).toString('latin1'))?.[1];
}

function startHint(cause: unknown): string {
  if (isErrno(cause, 'E2BIG')) return 'The arguments and the environment are too long together: shorten them.';
  if (isErrno(cause, 'EAGAIN') || isErrno(cause, 'ENOMEM')) {
    return 'The machine has no processes or memory left: stop something or raise the limits.';
  }
  if (isErrno(cause, 'EMFILE') || isErrno(cause, 'ENFILE'))
    return 'Too many files are open: raise the limit (ulimit -n).';
  return 'Check the command, its arguments and its environment: none may contain a NUL character.';
}
