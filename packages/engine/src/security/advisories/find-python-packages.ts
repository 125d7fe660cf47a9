import { readdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { StdioTarget } from '@mcp-lab/wire';
import { advisories } from './advisories.ts';
import { findProgram } from './find-file.ts';
import type { FoundPackage } from './found-package.ts';
import { normalise } from './packages-of-command.ts';

const distribution = /^(.+?)-(\d[^-]*)\.dist-info$/;

/** What is installed beside the Python that is started, or beside the script that `pip` made for a package. */
export async function findPythonPackages(target: StdioTarget): Promise<FoundPackage[]> {
  const module = moduleOf(target);
  const started = normalise(module ?? basename(target.command).replace(/\.exe$/i, ''));
  const wanted = new Set([
    started,
    ...advisories.filter(({ ecosystem }) => ecosystem === 'PyPI').map(({ package: name }) => name),
  ]);
  for (const folder of await packageFolders(target)) {
    const names = await readdir(folder).catch(() => []);
    const installed = names.flatMap((name): FoundPackage[] => {
      const [, project = '', version = ''] = distribution.exec(name) ?? [];
      return wanted.has(normalise(project))
        ? [{ ecosystem: 'PyPI', name: normalise(project), version, by: 'disk' }]
        : [];
    });
    // A Python that does not start one of these has them for somebody else.
    if (installed.some(({ name }) => name === started)) return installed;
  }
  return [];
}

function moduleOf({ args }: Pick<StdioTarget, 'args'>): string | undefined {
  const at = args.indexOf('-m');
  return at < 0 ? undefined : args[at + 1]?.split('.')[0];
}

/** Of a virtual environment: its own; links are not followed, for they lead to the Python it was made with. */
async function packageFolders(target: StdioTarget): Promise<string[]> {
  const program =
    isAbsolute(target.command) || target.command.includes('/')
      ? resolve(target.cwd ?? '.', target.command)
      : await findProgram(target);
  if (program === undefined) return [];
  const home = dirname(dirname(program));
  const libraries = await readdir(join(home, 'lib')).catch(() => []);
  const versions = libraries.filter((name) => /^python3(?:\.\d+)?$/.test(name));
  return [...versions.map((name) => join(home, 'lib', name, 'site-packages')), join(home, 'Lib', 'site-packages')];
}
