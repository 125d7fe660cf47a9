import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where version managers and installers put programs, and which a shell's start-up files add to PATH. */
export async function usualPlaces(home: string | undefined): Promise<string[]> {
  const system = [
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/usr/bin',
    '/bin',
    '/snap/bin',
    '/home/linuxbrew/.linuxbrew/bin',
  ];
  if (home === undefined || home === '') return system;
  const own = [
    '.local/bin',
    'bin',
    '.volta/bin',
    '.asdf/shims',
    '.local/share/mise/shims',
    '.bun/bin',
    '.deno/bin',
    '.cargo/bin',
    'go/bin',
    '.npm-global/bin',
    '.pyenv/shims',
  ].map((folder) => join(home, folder));
  const versions = await Promise.all([
    childrenOf(join(home, '.nvm/versions/node'), 'bin'),
    childrenOf(join(home, '.local/share/fnm/node-versions'), 'installation/bin'),
  ]);
  return [...own, ...versions.flat(), ...system];
}

/** Newest first, as far as names tell. */
async function childrenOf(folder: string, below: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .toSorted((left, right) => right.localeCompare(left, 'en', { numeric: true }))
    .map((name) => join(folder, name, below));
}
