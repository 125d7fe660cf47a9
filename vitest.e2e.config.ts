import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    // One product at a time: each file starts the whole lab.
    fileParallelism: false,
    // Of the tests that say they may: runs of the command line wait for their servers half of the time.
    maxConcurrency: 3,
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'mcp-lab-compile-cache') },
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
