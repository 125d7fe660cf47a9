import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages } from './debian-package.ts';
import { findProgram, freePort, type Service, stopChild, waitForLine } from './service.ts';

const debianRoot = '/usr/lib/postgresql';

function findBinaries(): string | null {
  if (existsSync(debianRoot)) {
    const versions = readdirSync(debianRoot).toSorted((a, b) => Number(b) - Number(a));
    const found = versions
      .map((version) => join(debianRoot, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'initdb')));
    if (found) return found;
  }
  const initdb = findProgram(['initdb']);
  return initdb === null ? null : join(initdb, '..');
}

/** PostgreSQL refuses to run as root: then its own account, or nobody's, runs it. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  return {};
}

/** Starts a PostgreSQL of the tests' own in a temporary folder, installing it first where that is possible. */
export async function startPostgres(): Promise<Service> {
  let bin = findBinaries();
  if (bin === null) {
    const problem = installDebianPackages(['postgresql']);
    if (problem !== null) return { available: false, reason: problem };
    bin = findBinaries();
  }
  if (bin === null) return { available: false, reason: 'initdb was not found after the installation' };

  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-postgres-'));
  const as = account();
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...as };
  const created = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'lab', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...options,
    encoding: 'utf8',
  });
  if (created.status !== 0) return { available: false, reason: `initdb failed: ${created.stderr}` };

  const port = await freePort();
  // Nothing here outlives the test run, so it need not survive a power cut.
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
  const child = spawn(join(bin, 'postgres'), [...args, '-c', 'fsync=off', '-c', 'max_connections=200'], options);
  await waitForLine(child, /database system is ready to accept connections/);
  return {
    available: true,
    address: `postgres://lab@127.0.0.1:${port}/postgres`,
    async stop() {
      await stopChild(child, 'SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
