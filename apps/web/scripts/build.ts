import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** `next build`, then the browser's files beside the standalone server, which Next leaves out. */
const web = join(import.meta.dirname, '..');
const nextPackage = createRequire(import.meta.url).resolve('next/package.json');
const build = spawnSync(process.execPath, [join(dirname(nextPackage), 'dist/bin/next'), 'build'], {
  cwd: web,
  stdio: 'inherit',
  // biome-ignore lint/style/noProcessEnv: an entry file; the build needs the caller's environment, minus telemetry
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
});
if (build.status !== 0) process.exit(build.status ?? 1);
cpSync(join(web, '.next/static'), join(web, '.next/standalone/apps/web/.next/static'), { recursive: true });
