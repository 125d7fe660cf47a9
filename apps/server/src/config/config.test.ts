import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { printVariables, type VariableName, variables } from './variables.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-lab-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (environment: Record<string, string>) => readConfig({ DATA_DIR: folder, ...environment });

function problemsOf(environment: Record<string, string>): string {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n');
    throw error;
  }
  return 'no problem';
}

test('without any variable the lab is local, on SQLite, with a key of its own', () => {
  const config = read({});
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8000,
    webPort: 3000,
    databaseUrl: `sqlite:${folder}/lab.db`,
  });
  expect(config.allowedOrigins).toContain('http://localhost:3000');
  expect(config.rateLimitPerMinute).toEqual({ anonymous: 60, users: 600 });
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'secret.key'), 'utf8').trim()).toBe(config.secretKey);
  expect(read({}).secretKey).toBe(config.secretKey);
});

test('an empty variable counts as not set', () => {
  expect(read({ PORT: '', REDIS_URL: '' })).toMatchObject({ port: 8000, redisUrl: null });
});

test('every bad value is named with what is allowed, all at once', () => {
  const problems = problemsOf({
    PORT: 'eighty',
    ACCESS_TOKEN_MINUTES: '60',
    LOG_LEVEL: 'loud',
    TRUST_PROXY: 'everybody',
  });
  expect(problems).toContain('PORT: "eighty" is not allowed; it must be a whole number from 0 to 65535.');
  expect(problems).toContain('ACCESS_TOKEN_MINUTES: "60" is not allowed; it must be a whole number from 1 to 10.');
  expect(problems).toContain('LOG_LEVEL: "loud"');
  expect(problems).toContain('TRUST_PROXY: "everybody"');
});

test('a bad secret value is never printed', () => {
  const problems = problemsOf({ DATABASE_URL: 'mysql://me:hunter2@db/lab', REDIS_URL: 'http://:hunter2@cache' });
  expect(problems).toContain('DATABASE_URL: its value is not allowed');
  expect(problems).toContain('REDIS_URL: its value is not allowed');
  expect(problems).not.toContain('hunter2');
});

describe('SECRET_KEY', () => {
  const refused = [
    'short',
    'change-in-production',
    'change-me-please-this-is-a-placeholder',
    'a'.repeat(64),
    '12345678'.repeat(8),
  ];
  for (const key of refused) {
    test(`refuses ${key.slice(0, 20)}`, () => {
      const problems = problemsOf({ SECRET_KEY: key });
      expect(problems).toMatch(/^SECRET_KEY: it (has|looks like)/);
      expect(problems).not.toContain(key);
    });
  }
  test('takes random text', () => {
    const key = 'Vt7qk0Zc9ePw2YxLm4Rs8HbJ6NdGf1Ua3oXi5TyE';
    expect(read({ SECRET_KEY: key }).secretKey).toBe(key);
  });
});

describe('HOST', () => {
  for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1', '[::1]', '0x7f.1']) {
    test(`${host} is loopback`, () => expect(problemsOf({ HOST: host })).toBe('no problem'));
  }
  for (const host of [
    '0.0.0.0',
    '0',
    '::',
    '[::]',
    '::0',
    '0:0:0:0:0:0:0:0',
    '0x0',
    '::ffff:0.0.0.0',
    '192.168.1.2',
    'lab.example',
  ]) {
    test(`${host} needs encryption in front`, () => {
      expect(problemsOf({ HOST: host })).toContain(`HOST: "${host}" would show the lab to the network`);
      expect(problemsOf({ HOST: host, PUBLIC_URL: 'https://lab.example' })).toBe('no problem');
      expect(problemsOf({ HOST: host, TRUST_PROXY: '10.0.0.0/8' })).toBe('no problem');
      expect(problemsOf({ HOST: host, PUBLIC_URL: 'http://lab.example' })).toContain('HOST:');
    });
  }
});

test('behind a public address the dashboard there is the only origin, and the api is on the same one', () => {
  const config = read({ PUBLIC_URL: 'https://lab.example/', CORS_ORIGINS: 'https://a.example, https://b.example' });
  expect(config.allowedOrigins).toEqual(['https://lab.example', 'https://a.example', 'https://b.example']);
  expect(config.apiUrl).toBe('https://lab.example');
});

test('RATE_LIMIT_PER_MINUTE takes one number or two', () => {
  expect(read({ RATE_LIMIT_PER_MINUTE: '5' }).rateLimitPerMinute).toEqual({ anonymous: 5, users: 50 });
  expect(read({ RATE_LIMIT_PER_MINUTE: '5,7' }).rateLimitPerMinute).toEqual({ anonymous: 5, users: 7 });
  expect(problemsOf({ RATE_LIMIT_PER_MINUTE: '0' })).toContain('60,600');
});

test('the table of --help has every name with its default and meaning', () => {
  const table = printVariables();
  for (const name of Object.keys(variables.shape) as VariableName[]) {
    const line = table.split('\n').find((row) => row.trim().startsWith(`${name} `));
    expect(line?.trim().split(/ {2,}/).length, name).toBe(3);
  }
});
