import type { RunDocument } from '@mcp-lab/engine';
import type { Target } from '@mcp-lab/wire';
import type { CommandContext } from '../commands/command-context.ts';
import { parseTarget, type TargetOptions } from '../target-options.ts';
import { UsageError } from '../usage-error.ts';

/**
 * The server of a stored run, with the secrets that are given again: headers by --header, variables by --env or from
 * this environment. Throws UsageError that names what is missing.
 */
export function restoreTarget(
  { target: stored }: Pick<RunDocument, 'target'>,
  options: TargetOptions,
  environment: CommandContext['environment'],
): Target {
  if (stored.kind === 'http') {
    if (/[/:?&=]redacted\b/.test(stored.url)) {
      throw new UsageError('The address of the run held a secret, which is not stored. Give it again with --url.');
    }
    const given = new Set(options.header.map(([name]) => name.toLowerCase()));
    const missing = Object.entries(stored.headers).filter(
      ([name, value]) => value.startsWith('$') && !given.has(name.toLowerCase()),
    );
    if (missing.length > 0) throw needs('--header', missing, (name) => `--header '${name}: …'`);
    const target = parseTarget([], { ...options, url: stored.url }, environment);
    const kept = Object.entries(stored.headers).filter(([name]) => !given.has(name.toLowerCase()));
    return target.kind === 'http' ? { ...target, headers: { ...Object.fromEntries(kept), ...target.headers } } : target;
  }
  const hidden = stored.args.find((argument) => argument.includes('[redacted]'));
  if (hidden !== undefined) {
    throw new UsageError(
      'An argument of the command is a secret, which is not stored. Give the command again after --.',
    );
  }
  const given = new Set(options.env.map(([name]) => name));
  const placeholders = Object.entries(stored.env).filter(([name, value]) => value === `$${name}` && !given.has(name));
  const missing = placeholders.filter(([name]) => environment[name] === undefined);
  if (missing.length > 0) throw needs('--env', missing, (name) => `--env ${name}=…`);
  const fromHere = placeholders.map(([name]): [string, string] => [name, environment[name] ?? '']);
  const env = [...fromHere, ...options.env];
  const target = parseTarget([stored.command, ...stored.args], { ...options, env }, environment);
  return stored.cwd === undefined || target.kind !== 'stdio' ? target : { ...target, cwd: stored.cwd };
}

function needs(option: string, missing: [string, string][], write: (name: string) => string): UsageError {
  const words = missing.map(([name]) => write(name)).join(' ');
  return new UsageError(`Secrets are not stored with a run; give them again with ${option}: ${words}`);
}
