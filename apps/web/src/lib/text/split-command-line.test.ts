import { expect, test } from 'vitest';
import { joinCommandLine, splitCommandLine } from './split-command-line.ts';

test.each([
  ['node server.js', ['node', 'server.js']],
  ['  npx   -y  @scope/server  ', ['npx', '-y', '@scope/server']],
  [
    `uvx server --path '/srv/my data' --name "a \\"b\\" c"`,
    ['uvx', 'server', '--path', '/srv/my data', '--name', 'a "b" c'],
  ],
  ['a\\ b c', ['a b', 'c']],
  [`x '' ""`, ['x', '', '']],
  [`x a'b'"c"d`, ['x', 'abcd']],
  [`x '\\n' "\\n"`, ['x', '\\n', '\\n']],
  ['npx \\\n  -y \\\n  server', ['npx', '-y', 'server']],
  ['', []],
])('%j is split like a POSIX shell would', (line, argv) => {
  expect(splitCommandLine(line)).toMatchObject({ argv, error: null });
});

test('an open quote is an error, and what was understood so far is kept', () => {
  expect(splitCommandLine(`node "server.js`)).toMatchObject({
    argv: ['node', 'server.js'],
    error: expect.stringContaining('"'),
  });
});

test.each([
  ['node a.js | tee log', '|'],
  ['a && b', '&&'],
  ['a > out', '>'],
  ['a $HOME/x', '$HOME/x'],
  ['a "$HOME/my x"', '$HOME/my x'],
  ['a ~/x', '~'],
  ['KEY=1 node a.js', 'KEY=1'],
])('%j warns about what only a shell would do', (line, part) => {
  expect(splitCommandLine(line).warnings.join()).toContain(part);
});

test('the same signs in single quotes are meant as they stand', () => {
  expect(splitCommandLine(`node '|' "a && b" '$HOME'`).warnings).toEqual([]);
});

test.each([[['node', 'a b', "it's", '', '$x', '\\']], [['npx', '-y', '@scope/server', '--n=1,2']]])(
  'splitting a joined %j gives it back',
  (argv) => {
    expect(splitCommandLine(joinCommandLine(argv)).argv).toEqual(argv);
  },
);
