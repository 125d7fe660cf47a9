// Runs before `npm start`, `npm test` and `npm run bench`, on whatever node the machine has (18 or newer):
// installs when a lockfile changed, builds the web app when its sources changed. Plain JavaScript, no dependencies.
// The argument is `start` or `test`: only the tests need the real servers of e2e/.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const buildStamp = join(root, 'apps', 'web', '.next', '.build-stamp');

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (result.error) fail(`Could not run ${command}: ${result.error.message}`);
  return result.status === 0;
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !['node_modules', '.next', 'next-env.d.ts'].includes(name) && !name.endsWith('.tsbuildinfo'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Installs the packages of a folder when its lockfile or manifest is not the one that was installed last. */
function install(folder, what, extra = []) {
  const stamp = join(root, folder, 'node_modules', '.install-stamp');
  const wanted = hashOf([join(folder, 'package-lock.json'), join(folder, 'package.json')]);
  if (readStamp(stamp) === wanted) return;
  console.log(`Installing ${what} (npm ci) ...`);
  // The npm that started this script, on the node that npm runs on: node_modules/.bin/node is about to be replaced.
  const npm = process.env.npm_execpath;
  const node = process.env.npm_node_execpath ?? process.execPath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...extra];
  const done = npm
    ? run(node, [npm, ...args], { cwd: join(root, folder) })
    : run('npm', args, { cwd: join(root, folder) });
  if (!done) fail('npm ci failed; see its message above. The first start needs the npm registry.');
  writeFileSync(stamp, wanted);
}

function buildWeb() {
  const wanted = hashOf([...filesBelow('apps/web'), ...filesBelow('packages/contracts/src'), 'package-lock.json']);
  if (readStamp(buildStamp) === wanted) return;
  console.log('Building the dashboard (next build) ...');
  const node = join(root, 'node_modules', '.bin', 'node');
  const script = join(root, 'apps', 'web', 'scripts', 'build.ts');
  if (!run(node, [script], { env: { ...process.env, NODE_ENV: 'production' } })) {
    fail('The dashboard could not be built; see the message above.');
  }
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, wanted);
}

if (Number(process.versions.node.split('.')[0]) < 18)
  fail(`Node ${process.versions.node} is too old even to install; use 18 or newer.`);
install('.', 'the lab');
// Real servers to test against; strangers' packages, so none of their install scripts run.
if (process.argv[2] === 'test') {
  install('e2e/real-servers', 'the servers to test against', ['--ignore-scripts']);
  install('e2e/official-suite', 'the official suite to compare with', ['--ignore-scripts']);
}
buildWeb();
