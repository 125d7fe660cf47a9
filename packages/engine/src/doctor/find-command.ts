import { constants } from 'node:fs';
import { access, lstat, readlink, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/** What POSIX systems search when a process has no PATH. */
const fallbackPath = '/usr/bin:/bin';

export interface CommandSearch {
  /** The file that would be started; null when there is none. */
  file: string | null;
  /** Files of that name that may not be executed, or that are links to nothing. */
  passedOver: { file: string; why: 'not-executable' | 'directory' | 'dangling' }[];
  /** Directories of PATH, in order; empty for a command with a path of its own. */
  searched: string[];
}

/** Looks for a command as the system does when it starts a process with this environment, in this directory. */
export async function findCommand(
  command: string,
  { path, cwd, platform }: { path: string | undefined; cwd: string; platform: NodeJS.Platform },
): Promise<CommandSearch> {
  const hasPath = command.includes('/') || (platform === 'win32' && command.includes('\\'));
  const directories = hasPath ? [] : (path ?? fallbackPath).split(delimiter).map((entry) => resolve(cwd, entry));
  const candidates = hasPath
    ? [isAbsolute(command) ? command : resolve(cwd, command)]
    : directories.map((directory) => join(directory, command));
  const passedOver: CommandSearch['passedOver'] = [];
  for (const candidate of candidates.flatMap((file) => spellingsOf(file, platform))) {
    const why = await judgeFile(candidate);
    if (why === null) return { file: candidate, passedOver, searched: directories };
    if (why !== 'absent') passedOver.push({ file: candidate, why });
  }
  return { file: null, passedOver, searched: directories };
}

function spellingsOf(file: string, platform: NodeJS.Platform): string[] {
  return platform === 'win32' ? [file, `${file}.exe`, `${file}.cmd`, `${file}.bat`] : [file];
}

async function judgeFile(file: string): Promise<'absent' | 'not-executable' | 'directory' | 'dangling' | null> {
  const facts = await stat(file).catch(() => null);
  if (facts === null) return (await isLink(file)) ? 'dangling' : 'absent';
  if (facts.isDirectory()) return 'directory';
  return access(file, constants.X_OK).then(
    () => null,
    () => 'not-executable',
  );
}

function isLink(file: string): Promise<boolean> {
  return lstat(file).then(
    (facts) => facts.isSymbolicLink(),
    () => false,
  );
}

/** Where a link leads to; the file itself when it is none. */
export function linkTarget(file: string): Promise<string> {
  return readlink(file).catch(() => file);
}
