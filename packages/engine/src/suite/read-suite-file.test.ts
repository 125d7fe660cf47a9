import { inputsOf } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { readSuiteFile } from './read-suite-file.ts';

const read = (text: string, environment = {}) => readSuiteFile(text, environment);

test('an empty file says nothing, and everything has its default', () => {
  const reading = read('');
  expect(reading.ok && inputsOf(reading.suite)).toMatchObject({ tools: [], calls: {}, allow: { sideEffects: false } });
});

test('YAML and JSON are read alike, with variables put in where secrets stand', () => {
  const yaml = `
headers: { Authorization: "Bearer \${TOKEN}" }
tools:
  - tool: echo
    arguments: { text: "\${TOKEN} stays" }
calls:
  slow: { tool: wait, arguments: { ms: 3000 } }
exclude:
  - { check: page-*, reason: the list is short }
`;
  const reading = read(yaml, { TOKEN: 'abc' });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  expect(reading.suite.headers).toEqual({ Authorization: 'Bearer abc' });
  expect(reading.suite.tools).toEqual([{ tool: 'echo', arguments: { text: '${TOKEN} stays' } }]);
  expect(inputsOf(reading.suite).calls.slow).toEqual({ tool: 'wait', arguments: { ms: 3000 } });
  expect(read(JSON.stringify(reading.suite), {}).ok).toBe(true);
});

test('each mistake is named with its place', () => {
  const reading = read(`calls:
  slow: { tol: wait }
exclude:
  - check: page-walk-terminates
headers:
  X-Key: \${NOT_SET}
timeouts: { requestMs: soon }
`);
  expect(reading).toEqual({
    ok: false,
    issues: [
      { line: 2, column: 3, path: 'calls.slow.tool', message: 'is missing: string' },
      { line: 2, column: 11, path: 'calls.slow.tol', message: 'tol is not known here' },
      { line: 4, column: 5, path: 'exclude.0.reason', message: 'is missing: string' },
      { line: 7, column: 13, path: 'timeouts.requestMs', message: 'Invalid input: expected number, received string' },
    ],
  });
});

test('a variable that is not set is named', () => {
  const reading = read('env:\n  KEY: ${MISSING}\n');
  expect(reading.ok ? [] : reading.issues).toEqual([
    { line: 2, column: 3, path: 'env.KEY', message: 'the variable MISSING is not set in the environment' },
  ]);
});

test('what is no YAML, or a bomb of aliases, is an issue and not an exception', () => {
  const broken = read('tools: [');
  expect(broken.ok ? [] : broken.issues[0]).toMatchObject({ line: 1 });
  const levels = Array.from({ length: 12 }, (_, level) => {
    const item = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(item).join(', ')}]`;
  });
  const bomb = read(levels.join('\n'));
  expect(bomb.ok).toBe(false);
});

test('a target is a command or an address, and nothing else', () => {
  expect(read('target: { url: "file:///etc/passwd" }').ok).toBe(false);
  expect(read('target: { command: node, args: [server.js] }').ok).toBe(true);
});
