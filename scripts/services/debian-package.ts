import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this machine can be asked to install Debian packages: Debian's package tool is there and we are root. */
function canInstall(): boolean {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

let listsUpdated = false;

/** Installs Debian packages; answers why it could not, or null. */
export function installDebianPackages(names: readonly string[]): string | null {
  if (!canInstall()) return 'it is not installed, and this is not Debian or the user is not root';
  const run = (args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...inherited(), DEBIAN_FRONTEND: 'noninteractive' },
    });
  if (!listsUpdated) {
    console.log('  apt-get update');
    run(['update', '-qq']);
    listsUpdated = true;
  }
  console.log(`  apt-get install ${names.join(' ')}`);
  const result = run(['install', '-y', '-qq', '--no-install-recommends', ...names]);
  return result.status === 0 ? null : `apt-get install ${names.join(' ')} failed`;
}

function inherited(): NodeJS.ProcessEnv {
  return process.env;
}
