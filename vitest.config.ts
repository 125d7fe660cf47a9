import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // How the dashboard names its own folders.
  resolve: { alias: { '@': join(import.meta.dirname, 'apps/web/src') } },
  test: {
    include: [
      'packages/**/*.test.ts',
      'apps/{server,cli}/**/*.test.ts',
      'apps/web/src/**/*.test.ts',
      'fixtures/**/*.test.ts',
      'scripts/**/*.test.ts',
      // Whole runs against real servers, without a browser.
      'e2e/src/command-line/*.test.ts',
    ],
    // One more than the cores of a small machine: half of the time tests wait for processes; more make deadlines tighter.
    maxWorkers: 3,
    // Most of a check's time is waiting for a server.
    maxConcurrency: 10,
    // What tests start, they start hundreds of times: compiled once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'mcp-lab-compile-cache') },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
