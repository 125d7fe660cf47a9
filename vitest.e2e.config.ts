import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/src/*.test.ts'],
    // One product at a time: each file starts the whole lab.
    fileParallelism: false,
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'mcp-lab-compile-cache') },
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
