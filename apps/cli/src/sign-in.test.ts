import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type RequestListener, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agreeInBrowser } from '@mcp-lab/engine/oauth/test-support/agree-in-browser';
import { machineClient, type RunningProvider, startProvider } from '@mcp-lab/engine/oauth/test-support/start-provider';
import { type RunningResource, startResource } from '@mcp-lab/engine/oauth/test-support/start-resource';
import { createCore } from '@mcp-lab/fixtures/bare/create-core';
import { createSoundDefinition } from '@mcp-lab/fixtures/bare/features/sound-definition';
import { type RunningHttpServer, serveHttp } from '@mcp-lab/fixtures/bare/http/serve-http';
import { parseOptions } from '@mcp-lab/fixtures/bare/parse-options';
import { afterAll, beforeAll, expect, test } from 'vitest';

/*
 * A real authorization server, a resource that asks for its tokens, and behind that a sound MCP server: whoever has no
 * token never reaches it.
 */
const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-sign-in-'));
let mcp: RunningHttpServer;
let resource: RunningResource;
let provider: RunningProvider;
let url: string;

beforeAll(async () => {
  const options = parseOptions(['http']);
  if (options === undefined) throw new Error('the fixture does not start');
  mcp = await serveHttp(await createCore(options, createSoundDefinition()), 0);
  resource = await startResource(forward);
  provider = await startProvider(resource.url);
  resource.issuer = provider.issuer;
  url = resource.url;
});

afterAll(async () => {
  await Promise.all([mcp.close(), resource.close(), provider.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Who is let in by the resource speaks to the MCP server behind it. */
const forward: RequestListener = (incoming, response) => {
  const { host: _, ...headers } = incoming.headers;
  const onward = request(mcp.url, { method: incoming.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  incoming.pipe(onward);
};

function runCli(args: readonly string[], onError: (text: string) => void = () => {}) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    onError(stderr);
  });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const few = ['--only', 'init-result-shape', '--only', 'auth-valid-token-works'];

test('without a token nothing can be judged, and it says so', async () => {
  const { code, stdout } = await runCli(['test', ...few, '--url', url]);
  expect(code).not.toBe(0);
  expect(stdout).toMatch(/401|token|sign/i);
});

test('client credentials from a suite file let the run in, and appear nowhere', async () => {
  const file = join(folder, 'machine.yaml');
  writeFileSync(
    file,
    `auth: { type: client-credentials, clientId: machine, clientSecret: ${machineClient.clientSecret} }\n`,
  );
  const { code, stdout, stderr } = await runCli(['test', ...few, '--suite-file', file, '--json', '--url', url]);
  expect(stderr).not.toContain('No token');
  expect(JSON.parse(stdout)).toMatchObject({ summary: { outcome: 'passed' } });
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain(machineClient.clientSecret);
  expect(stdout).not.toMatch(/Bearer ey/);
});

test('--login prints the page to agree on, and goes on once somebody has', async () => {
  let isAsked = false;
  const { code, stdout } = await runCli(['test', '--login', ...few, '--json', '--url', url], (stderr) => {
    const page = /sign in:\n(\S+)\n/.exec(stderr)?.[1];
    if (page === undefined || isAsked) return;
    isAsked = true;
    void agreeInBrowser(page).then((answer) => fetch(answer));
  });
  expect(isAsked).toBe(true);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ summary: { outcome: 'passed' } });
});

test('a wrong secret is told with what the authorization server said', async () => {
  const file = join(folder, 'wrong.yaml');
  writeFileSync(
    file,
    'auth: { type: client-credentials, clientId: machine, clientSecret: not-the-one-that-was-agreed }\n',
  );
  const { code, stderr } = await runCli(['test', ...few, '--suite-file', file, '--url', url]);
  expect(code).toBe(2);
  expect(stderr).toContain('No token could be had');
  expect(stderr).not.toContain('not-the-one-that-was-agreed');
});
