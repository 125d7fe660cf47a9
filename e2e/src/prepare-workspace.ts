import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the real servers run, git-ignored: what they write stays here. The suite files name it. */
const workspace = join(import.meta.dirname, '..', 'real-servers', 'workspace');

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** Writes the files anew that the suite files of the real servers speak of, as a git repository of one commit. */
export function prepareWorkspace(): string {
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'notes.txt'), 'High water at noon.\nLow water at six.\n');
  writeFileSync(join(workspace, 'sum.js'), 'export const sum = (a, b) => a + b;\n');
  writeFileSync(join(workspace, 'eslint.config.js'), "export default [{ rules: { 'no-undef': 'error' } }];\n");
  writeFileSync(join(workspace, 'package.json'), '{ "name": "workspace", "private": true, "type": "module" }\n');
  writeFileSync(join(workspace, 'dot.png'), Buffer.from(dot, 'base64'));
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) => execFileSync('git', [...identity, ...args], { cwd: workspace, stdio: 'ignore' });
  git('init', '--initial-branch=main');
  git('add', '.');
  git('commit', '--message', 'What the servers find');
  return workspace;
}
