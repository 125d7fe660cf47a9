import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What measures has the machine for itself; each file of the others starts a whole lab, too, and mostly waits for it. */
const measuring = 'e2e/src/benchmarks.test.ts';
const common = {
  env: { NODE_COMPILE_CACHE: join(tmpdir(), 'mcp-lab-compile-cache') },
  testTimeout: 240_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'side by side',
          include: ['e2e/src/*.test.ts'],
          exclude: [measuring],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...common, name: 'alone', include: [measuring], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
