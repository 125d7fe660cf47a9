import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { k6Path, peersFolder } from './peer-generators.ts';

const k6Module = 'go.k6.io/k6@v1.8.1';

/** Installs what is missing and can be: the npm peers, and k6 where Go is. wrk comes with the system. */
export function installPeers(environment: NodeJS.ProcessEnv): void {
  if (!existsSync(join(peersFolder, 'node_modules'))) {
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], environment);
  }
  if (existsSync(k6Path)) return;
  mkdirSync(dirname(k6Path), { recursive: true });
  run('go', ['install', k6Module], { ...environment, GOBIN: dirname(k6Path) });
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  console.log(`${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: peersFolder, env, stdio: 'inherit' });
  if (status !== 0) console.log(`${command} did not do it${error === undefined ? '' : `: ${error.message}`}.`);
}
