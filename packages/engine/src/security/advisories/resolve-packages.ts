import type { Target } from '@mcp-lab/wire';
import { findNpmPackages } from './find-npm-packages.ts';
import { findPythonPackages } from './find-python-packages.ts';
import type { FoundPackage } from './found-package.ts';
import { packagesOfCommand } from './packages-of-command.ts';

/** The packages a server is made of, as far as they can be told from the command that starts it. None for a URL. */
export async function resolvePackages(target: Target): Promise<FoundPackage[]> {
  if (target.kind === 'http') return [];
  const onDisk = [...(await findNpmPackages(target)), ...(await findPythonPackages(target))];
  return [...onDisk, ...packagesOfCommand(target)];
}
