import { expect, test } from 'vitest';
import { discloseTarget } from './redact-target.ts';

const http = {
  kind: 'http' as const,
  url: 'https://user:hunter22@example.test/mcp?token=tok-123456&page=2',
  headers: { Authorization: 'Bearer s3cr3t-value', Accept: 'application/json' },
};
const stdio = {
  kind: 'stdio' as const,
  command: 'node',
  args: ['server.js', '--api-key=abcdef123', '--token', 'ghijkl456', '--port', '80'],
  env: { PATH: '/usr/bin', GITHUB_TOKEN: 'ghp_0123456789', MODE: 'test', DB: 'x9f2kd83jf02kd8fj3k2' },
};

test('nothing secret of a URL target stays in its description', () => {
  const shown = discloseTarget(http).target;
  expect(shown).toEqual({
    kind: 'http',
    url: 'https://user:redacted@example.test/mcp?token=redacted&page=2',
    headers: { Authorization: '$AUTHORIZATION', Accept: 'application/json' },
  });
});

test('nothing secret of a command stays in its description', () => {
  expect(discloseTarget(stdio).target).toEqual({
    kind: 'stdio',
    command: 'node',
    args: ['server.js', '--api-key=[redacted]', '--token', '[redacted]', '--port', '80'],
    env: { PATH: '/usr/bin', GITHUB_TOKEN: '$GITHUB_TOKEN', MODE: '$MODE', DB: '$DB' },
  });
});

test('secret values are found wherever a peer puts them', () => {
  const { redact } = discloseTarget(http);
  expect(redact('got Bearer s3cr3t-value')).toBe('got [redacted Authorization]');
  expect(redact('{"echo":"s3cr3t-value"}')).toBe('{"echo":"[redacted Authorization]"}');
  expect(redact('?x=tok-123456')).toBe('?x=[redacted token]');
  expect(redact(Buffer.from('s3cr3t-value').toString('base64'))).toBe('[redacted Authorization]');
  expect(redact('pass hunter22')).toBe('pass [redacted password]');
});

test('secrets of a command are found, harmless words are left alone', () => {
  const { redact } = discloseTarget(stdio);
  expect(redact('abcdef123 ghijkl456 ghp_0123456789 x9f2kd83jf02kd8fj3k2')).toBe(
    '[redacted argument] [redacted argument] [redacted GITHUB_TOKEN] [redacted DB]',
  );
  expect(redact('/usr/bin test server.js')).toBe('/usr/bin test server.js');
});

test('a secret with quotes is found JSON-escaped too', () => {
  const { redact } = discloseTarget({ ...http, headers: { 'X-Key': 'say "hello" now' } });
  expect(redact(JSON.stringify({ echo: 'say "hello" now' }))).toBe('{"echo":"[redacted X-Key]"}');
});

test('what else is secret is redacted by its name, in every spelling', () => {
  const { redact } = discloseTarget(http, { secondUser: 'second/token+1', expired: undefined });
  expect(redact('second/token+1 second%2Ftoken%2B1')).toBe('[redacted token secondUser] [redacted token secondUser]');
});
