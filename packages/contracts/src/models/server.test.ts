import { expect, test } from 'vitest';
import { serverCreateSchema } from './server.ts';

const issuesOf = (input: unknown) => {
  const parsed = serverCreateSchema.safeParse(input);
  return parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
};

test('a command is a list of arguments; what a shell would interpret stays text', () => {
  const launch = { command: 'node', args: ['; touch x', '$(id)', '*'] };
  expect(serverCreateSchema.parse({ name: 'n', kind: 'stdio', launch }).launch?.args).toEqual(launch.args);
});

test.each([['\0'], ['\n'], ['\r']])('an argument with %j is refused', (character) => {
  const issues = issuesOf({ name: 'n', kind: 'stdio', launch: { command: 'node', args: [`a${character}b`] } });
  expect(issues).toEqual(['launch.args.0: must not hold NUL or line breaks']);
});

test('each kind needs its own address', () => {
  expect(issuesOf({ name: 'n', kind: 'stdio' })).toEqual(['launch: a stdio server needs a command']);
  expect(issuesOf({ name: 'n', kind: 'http' })).toEqual(['url: an HTTP server needs a URL']);
});

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'localhost:3000', '/mcp'])('%s is no address', (url) => {
  expect(issuesOf({ name: 'n', kind: 'http', url })).toEqual(['url: must be an absolute http:// or https:// URL']);
});

test('names of variables and headers are checked, and unknown fields are named', () => {
  const launch = { command: 'node' };
  expect(issuesOf({ name: 'n', kind: 'stdio', launch, env: { 'A B': 'x' } })[0]).toContain('env');
  expect(issuesOf({ name: 'n', kind: 'http', url: 'http://127.0.0.1/', headers: { 'a\r\nb': 'x' } })[0]).toContain(
    'headers',
  );
  expect(issuesOf({ name: 'n', kind: 'stdio', launch, comand: 'x' })[0]).toContain('comand');
});
