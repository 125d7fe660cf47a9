import { realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, resolve, sep } from 'node:path';
import type { StdioTarget } from '@mcp-lab/wire';

/** The real file behind a word of a command line, or undefined where it names none. Links are followed. */
export async function findFile(word: string, { cwd }: Pick<StdioTarget, 'cwd'>): Promise<string | undefined> {
  return realpath(resolve(cwd ?? '.', word)).catch(() => undefined);
}

/** The real file of a program: as a path, else by the PATH that the server gets. */
export async function findProgram(target: Pick<StdioTarget, 'command' | 'cwd' | 'env'>): Promise<string | undefined> {
  const { command, env } = target;
  if (isAbsolute(command) || command.includes(sep) || command.includes('/')) return findFile(command, target);
  for (const folder of (env.PATH ?? '')
    .split(delimiter)
    .filter((part) => part !== '')
    .slice(0, 100)) {
    const found = await findFile(resolve(folder, command), target);
    if (found !== undefined) return found;
  }
  return undefined;
}
