import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages } from './debian-package.ts';
import { findProgram, freePort, type Service, stopChild, waitForLine } from './service.ts';

/** Starts a Redis of the tests' own, installing it first where that is possible. */
export async function startRedis(): Promise<Service> {
  let program = findProgram(['redis-server']);
  if (program === null) {
    const problem = installDebianPackages(['redis-server']);
    if (problem !== null) return { available: false, reason: problem };
    program = findProgram(['redis-server']);
  }
  if (program === null) return { available: false, reason: 'redis-server was not found after the installation' };

  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(program, args);
  await waitForLine(child, /Ready to accept connections/);
  return {
    available: true,
    address: `redis://127.0.0.1:${port}`,
    async stop() {
      await stopChild(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
