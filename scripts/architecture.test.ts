import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Which of our own packages each may use, its tests apart. Anything not listed here is a mistake or a decision to be made. */
const allowed: Record<string, string[]> = {
  'packages/contracts': [],
  'packages/wire': [],
  'packages/engine': ['contracts', 'wire'],
  'packages/core': ['contracts', 'wire', 'engine'],
  'apps/server': ['contracts', 'wire', 'engine', 'core', 'fixtures'],
  'apps/web': ['contracts'],
  'apps/cli': ['contracts', 'wire', 'engine'],
  fixtures: [],
  e2e: ['contracts', 'fixtures'],
  bench: ['contracts', 'wire', 'engine', 'fixtures', 'e2e'],
};

interface Manifest {
  workspaces?: string[];
  dependencies?: Record<string, string>;
}
const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const ours = (names: Iterable<string>) =>
  [...names].filter((name) => name.startsWith('@mcp-lab/')).map((name) => name.split('/')[1]);

test('every workspace stands in the list', () => {
  const folders = globSync(
    (manifestOf('.').workspaces ?? []).map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  );
  expect(folders.map(dirname).toSorted()).toEqual(Object.keys(allowed).toSorted());
});

for (const [folder, permitted] of Object.entries(allowed)) {
  test(`${folder} depends on ${permitted.join(', ') || 'nothing of ours'}`, () => {
    expect(permitted).toEqual(expect.arrayContaining(ours(Object.keys(manifestOf(folder).dependencies ?? {}))));
    const sources = globSync(`${folder}/**/*.{ts,tsx}`, {
      cwd: root,
      exclude: (path) => /node_modules|\.next/.test(path),
    });
    for (const source of sources) {
      const text = readFileSync(join(root, source), 'utf8');
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
      for (const name of imports.filter((specifier) => specifier.startsWith('.'))) {
        const outside = relative(join(root, folder), join(root, dirname(source), name)).startsWith(`..${sep}`);
        expect(outside, `${source} reaches out of its package: ${name}`).toBe(false);
      }
      // Tests may look at the servers in fixtures.
      const extra = /\.test\.ts$|\/gate\//.test(source) ? ['fixtures'] : [];
      expect([...permitted, ...extra, folder.split('/').at(-1)], source).toEqual(expect.arrayContaining(ours(imports)));
    }
  });
}
