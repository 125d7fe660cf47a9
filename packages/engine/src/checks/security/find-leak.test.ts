import { describe, expect, test } from 'vitest';
import { findLeak } from './find-leak.ts';
import { findSecret } from './find-secret.ts';

describe('an error', () => {
  test.each([
    'Error: no\n    at read (/srv/lab/read.js:41:13)',
    'Traceback (most recent call last):\n  File "server.py", line 3, in main',
    "ENOENT: no such file or directory, open '/home/ada/server/config.json'",
    'cannot open C:\\Users\\ada\\server\\config.json',
    'connecting to postgres://lab:swordfish@db.example/lab failed',
  ])('leaks with %j', (told) => {
    expect(findLeak(told, '', false)).toBeDefined();
  });

  test.each([
    'Unknown tool: echo2',
    'expected a path such as /mcp or /api/v1',
    'see https://example.com/home/docs/errors/42',
    'the meeting is at 10:30:15',
    'MCP error -32602: Input validation error: Invalid arguments for tool add',
  ])('does not with %j', (told) => {
    expect(findLeak(told, '', false)).toBeUndefined();
  });

  test("may name a path of the machine that is the client's own", () => {
    expect(findLeak("ENOENT: no such file, open '/home/ada/notes/today.md'", '', true)).toBeUndefined();
    expect(findLeak('Error: no\n    at read (/srv/lab/read.js:41:13)', '', true)).toBe(
      'a stack trace: "at read (/srv/lab/read.js:41:13)"',
    );
  });

  test('may repeat what it was asked for', () => {
    const path = '/home/somebody/wanted.txt';
    expect(findLeak(`cannot read ${path}`, `file://${path}`, false)).toBeUndefined();
  });
});

test('a secret is known by its form, or because it was given', () => {
  expect(findSecret('AKIAABCDEFGHIJKLMNOP', [])).toBe('an AWS key');
  expect(findSecret('password=[redacted]', [])).toBeUndefined();
  expect(findSecret('the password is wrong', [])).toBeUndefined();
  expect(findSecret('used canary-1234', ['canary-1234'])).toBe('a secret that was given to the server');
});
