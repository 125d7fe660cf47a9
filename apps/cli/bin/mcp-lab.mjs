#!/usr/bin/env node
// Any node from 18 on may start this; the command itself needs the one that is pinned as a dependency of the lab.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const main = new URL('../src/main.ts', import.meta.url);

if (major > 22 || (major === 22 && minor >= 18)) {
  // Hundreds of small files: compiled once, not at each start.
  module.enableCompileCache();
  await import(main.href);
} else {
  const pinned = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  const child = spawn(pinned, process.argv.slice(1), { stdio: 'inherit' });
  // A terminal's Ctrl-C reaches the child by itself; this process only has to outlive it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('error', (error) => {
    console.error(`Could not start ${pinned}: ${error.message}. Run npm install in the lab's folder first.`);
    process.exitCode = 2;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
