import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const packageName = '@modelcontextprotocol/conformance';

export interface OfficialSuite {
  version: string;
  /** The file that Node runs. */
  entry: string;
}

/**
 * The official suite where the user installed it: in the folder named, which may be the package itself, else in
 * node_modules from `cwd` upward. It is no dependency of ours. Or, in a sentence, why it cannot be used.
 */
export function findSuite(folder: string | undefined, cwd: string): OfficialSuite | { problem: string } {
  const install = `Install it in a folder of its own (npm install --ignore-scripts ${packageName}) and name that with --official-suite DIR.`;
  const candidates = folder === undefined ? upward(cwd) : [resolve(cwd, folder), inModules(resolve(cwd, folder))];
  for (const candidate of candidates) {
    const manifest = readManifest(join(candidate, 'package.json'));
    if (manifest?.name !== packageName) continue;
    const { version, bin } = manifest;
    const entry = typeof bin === 'string' ? bin : bin?.conformance;
    if (version === undefined || entry === undefined || !existsSync(join(candidate, entry))) {
      return { problem: `${candidate} is not complete. ${install}` };
    }
    return { version, entry: join(candidate, entry) };
  }
  const where = folder === undefined ? `from ${cwd} upward` : `in ${folder}`;
  return { problem: `The official conformance suite was not found ${where}. ${install}` };
}

interface Manifest {
  name?: string;
  version?: string;
  bin?: string | Record<string, string>;
}

function readManifest(file: string): Manifest | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function upward(cwd: string): string[] {
  const folders: string[] = [];
  for (let at = resolve(cwd); ; at = dirname(at)) {
    folders.push(inModules(at));
    if (at === dirname(at)) return folders;
  }
}

const inModules = (folder: string) => join(folder, 'node_modules', ...packageName.split('/'));
