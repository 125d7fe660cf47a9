import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

export interface LaidFile {
  path: string;
  name: string;
  content: string;
}

/** A folder the server is confined to, a file of ours in it, and a canary outside. */
export interface Playground {
  root: string;
  /** A file of ours within: who cannot read it cannot be judged by what it refuses. */
  control: LaidFile;
  /** The folder of the canary, and the file in it. */
  outside: string;
  canary: LaidFile;
  /** Links within the root that lead to the canary and to its folder; undefined where none could be made. */
  links: { toFile: string; toFolder: string } | undefined;
  /** Whether the canary's folder has the root's name and something behind it: what a comparison of texts takes for inside. */
  isBeside: boolean;
}

/** Files of ours, all of them removed by `remove`. */
export interface CanaryFiles {
  /** A temporary folder of the run. */
  readonly folder: string;
  /** Where the markers of commands are made: empty but for them. */
  readonly markers: string;
  markersMade(): Promise<string[]>;
  /** Lays the files for one root. Throws where the root is no folder that can be written to. */
  layPlayground(root: string, token: (label: string) => string): Promise<Playground>;
  /** True while a file is as it was laid; lays it again where it is not. */
  restore(file: LaidFile): Promise<boolean>;
  remove(): Promise<void>;
}

export async function createCanaryFiles(): Promise<CanaryFiles> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'mcp-lab-canary-')));
  const markers = join(folder, 'markers');
  await mkdir(markers);
  /** Beside the folder of the run: what was laid where the user said the server lives. */
  const laid: string[] = [];
  const playgrounds = new Map<string, Playground>();
  return {
    folder,
    markers,
    markersMade: () => readdir(markers),
    async layPlayground(wanted, token) {
      const root = await realpath(wanted);
      const known = playgrounds.get(root);
      if (known !== undefined) return known;
      // Not of the seed: another run may be at the same folder.
      const id = randomBytes(8).toString('hex');
      const controlName = `mcp-lab-${id}.txt`;
      const control = { path: join(root, controlName), name: controlName, content: token('control content') };
      laid.push(control.path);
      await writeFile(control.path, control.content, { flag: 'wx' });
      const { outside, isBeside } = await makeOutside(root, folder, id, laid);
      const name = `canary-${token('canary name')}.txt`;
      const canary = { path: join(outside, name), name, content: token('canary content') };
      await writeFile(canary.path, canary.content);
      const links = { toFile: join(root, `mcp-lab-link-${id}`), toFolder: join(root, `mcp-lab-links-${id}`) };
      laid.push(links.toFile, links.toFolder);
      const isLinked = await Promise.all([
        symlink(canary.path, links.toFile),
        symlink(outside, links.toFolder, 'dir'),
      ]).then(
        () => true,
        // Windows without the privilege: the tries that want links are left out.
        () => false,
      );
      const playground = { root, control, outside, canary, links: isLinked ? links : undefined, isBeside };
      playgrounds.set(root, playground);
      return playground;
    },
    async restore({ path, content }) {
      const found = await readFile(path, 'utf8').catch(() => undefined);
      if (found === content) return true;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return false;
    },
    async remove() {
      await Promise.all([...laid, folder].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}

/** Beside the root, under a name that begins with the root's; in the folder of the run where that cannot be written to. */
async function makeOutside(root: string, folder: string, id: string, laid: string[]) {
  const beside = join(dirname(root), `${basename(root)}-mcp-lab-${id}`);
  try {
    await mkdir(beside);
    laid.push(beside);
    return { outside: beside, isBeside: true };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
    const outside = join(folder, `outside-${id}`);
    await mkdir(outside);
    return { outside, isBeside: false };
  }
}
