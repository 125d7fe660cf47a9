import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'real-servers');
const requirements = join(folder, 'requirements.txt');
const environment = join(folder, '.venv');
const stamp = join(environment, '.install-stamp');

/**
 * Installs the official Python servers with a virtual environment of their own, when requirements.txt is not what was
 * installed last. Gives the reason where this machine cannot; with CI=true nothing may be left out, so that it throws.
 */
export function installPythonServers(ci: string | undefined): string | undefined {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  rmSync(environment, { recursive: true, force: true });
  const problem =
    run('python3', ['-m', 'venv', environment]) ??
    run(join(environment, 'bin', 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      // Exactly what stands in the file, and nothing that would have to be built, and so run, to be installed.
      ...['--require-hashes', '--no-deps', '--only-binary=:all:', '--requirement', requirements],
    ]);
  if (problem === undefined) writeFileSync(stamp, wanted);
  else if (ci === 'true') throw new Error(`the Python servers could not be installed: ${problem}`);
  return problem;
}

function run(command: string, args: string[]): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) return `${command} could not be run: ${error.message}`;
  return status === 0 ? undefined : `${command} ${args.slice(0, 3).join(' ')} ended with ${status}: ${stderr.trim()}`;
}
