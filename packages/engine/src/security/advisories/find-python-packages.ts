import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { StdioTarget } from '@mcp-lab/wire';
import { advisories } from './advisories.ts';
import { findProgram } from './find-file.ts';
import type { FoundPackage } from './found-package.ts';
import { normalise } from './packages-of-command.ts';

const maxMetadata = 200_000;
const distribution = /^(.+?)-(\d[^-]*)\.dist-info$/;

/** What is installed beside the Python that is started, or beside the script that `pip` made for a package. */
export async function findPythonPackages(target: StdioTarget): Promise<FoundPackage[]> {
  const module = moduleOf(target);
  const started = normalise(module ?? basename(target.command).replace(/\.exe$/i, ''));
  const known = new Set(advisories.filter(({ ecosystem }) => ecosystem === 'PyPI').map(({ package: name }) => name));
  for (const folder of await packageFolders(target)) {
    const names = await readdir(folder).catch(() => []);
    const installed = names.flatMap((file) => {
      const [, project = '', version = ''] = distribution.exec(file) ?? [];
      const name = normalise(project);
      return name === started || known.has(name) ? [{ name, version, file }] : [];
    });
    const own = installed.find(({ name }) => name === started);
    if (own === undefined) continue;
    // What is installed there for others is not its own.
    const needed = await requirementsOf(join(folder, own.file));
    const used = installed.filter((one) => one !== own && needed.includes(one.name));
    return [own, ...used].map(({ name, version }) => ({ ecosystem: 'PyPI', name, version, by: 'disk' }));
  }
  return [];
}

async function requirementsOf(distribution: string): Promise<string[]> {
  const metadata = await readFile(join(distribution, 'METADATA'), 'utf8').catch(() => '');
  const lines = metadata.slice(0, maxMetadata).matchAll(/^Requires-Dist: ([A-Za-z0-9._-]{1,100})/gm);
  return [...lines].map(([, name = '']) => normalise(name));
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
