import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isJsonObject, type StdioTarget } from '@mcp-lab/wire';
import { advisories } from './advisories.ts';
import { findFile, findProgram } from './find-file.ts';
import type { FoundPackage } from './found-package.ts';

const maxUp = 30;
const maxManifestBytes = 1_000_000;

/** The package in which the started file lies, and what of the list of advisories is installed for it. */
export async function findNpmPackages(target: StdioTarget): Promise<FoundPackage[]> {
  for (const file of await startedFiles(target)) {
    const found = await nearestPackage(dirname(file));
    if (found === undefined) continue;
    const known = new Set(advisories.filter(({ ecosystem }) => ecosystem === 'npm').map(({ package: name }) => name));
    // What lies beside it for others is not its own.
    const names = [...known].filter((name) => found.dependencies.includes(name));
    const beside = await Promise.all(names.map((name) => installedFor(found.folder, name)));
    return [found.package, ...beside.flatMap((one) => one?.package ?? [])];
  }
  return [];
}

/** The first argument that is a script, else the program itself, where it is one. */
async function startedFiles(target: StdioTarget): Promise<string[]> {
  const scripts = target.args.filter((argument) => !argument.startsWith('-') && /\.(?:[cm]?[jt]s)$/.test(argument));
  const files = await Promise.all(scripts.slice(0, 3).map((script) => findFile(script, target)));
  const program = await findProgram(target);
  const isScript = program !== undefined && /\.(?:[cm]?[jt]s)$/.test(program);
  return [...files, isScript ? program : undefined].filter((file) => file !== undefined);
}

interface InstalledPackage {
  package: FoundPackage;
  dependencies: string[];
}

async function nearestPackage(from: string): Promise<(InstalledPackage & { folder: string }) | undefined> {
  let folder = from;
  for (let up = 0; up < maxUp; up++) {
    const found = await readPackage(folder);
    if (found !== undefined) return { folder, ...found };
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
  return undefined;
}

/** As Node looks for it: in the `node_modules` of each folder above. */
async function installedFor(from: string, name: string): Promise<InstalledPackage | undefined> {
  let folder = from;
  for (let up = 0; up < maxUp; up++) {
    const found = await readPackage(join(folder, 'node_modules', name));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
  return undefined;
}

/** A manifest without name or version, as some build folders have, is none. */
async function readPackage(folder: string): Promise<InstalledPackage | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined || text.length > maxManifestBytes) return undefined;
  const manifest = parse(text);
  if (!isJsonObject(manifest)) return undefined;
  const { name, version, dependencies, peerDependencies } = manifest;
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  const needed = [dependencies, peerDependencies].flatMap((list) => (isJsonObject(list) ? Object.keys(list) : []));
  return { package: { ecosystem: 'npm', name, version, by: 'disk' }, dependencies: needed };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A manifest that is no JSON tells no version.
    return undefined;
  }
}
