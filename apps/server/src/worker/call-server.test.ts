import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Server, serverCallSchema } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import { findProcesses } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patience, startTestLab, type TestLab } from './start-test-lab.ts';

let own: TestLab;
beforeAll(async () => {
  own = await startTestLab();
}, patience.timeout);
afterAll(() => own.stop(), patience.timeout);

const call = ({ id }: Server, body: object) =>
  own.lab.callServer({ params: { id }, body: serverCallSchema.parse({ timeoutMs: 20_000, ...body }) });
const add = { kind: 'tool', name: 'add', arguments: { a: 1, b: 2 } };

describe('a call by hand', { timeout: patience.timeout }, () => {
  test('to a server nobody runs starts it, answers with the frames, and leaves nothing behind', async () => {
    const server = await own.addBare();
    const answer = await call(server, add);
    expect(answer).toMatchObject({ outcome: 'ok', reason: null, transport: 'stdio', error: null });
    expect(JSON.stringify(answer.result)).toContain('3');
    expect(answer.frames.map(({ rpc }) => rpc?.method ?? rpc?.answer)).toEqual(['tools/call', 'result']);
    expect((await own.read(server)).status).toBe('stopped');
    expect(findProcesses({ cookiePrefix: 'mcp-lab/call/' })).toEqual([]);
  });

  test('to a running server goes over the session that is kept', async () => {
    const server = await own.start(await own.addBare());
    await own.becomes(server, 'running');
    const { pid } = await own.read(server);
    expect(await call(server, add)).toMatchObject({ outcome: 'ok' });
    expect((await own.read(server)).pid).toBe(pid);
    const older = await call(server, { ...add, revision: '2025-06-18' });
    expect(older).toMatchObject({ outcome: 'ok', revision: '2025-06-18' });
    expect(older.frames.find(({ rpc }) => rpc !== undefined)).toMatchObject({ rpc: { method: 'initialize' } });
    expect(older.frames.map(({ seq }) => seq)).toEqual(older.frames.map((_, index) => index));
    expect(await call(server, { ...add, name: 'no such tool' })).toMatchObject({ outcome: 'protocol_error' });
  });

  test('to a server that cannot be started says why', async () => {
    const answer = await call(await own.add('no-such-command-here', []), add);
    expect(answer.outcome).toBe('transport_error');
    expect(answer.reason).toContain('no-such-command-here was not found');
  });

  test('shows the surface that was seen, and a changed one as drift', async () => {
    const server = await own.addBare();
    await call(server, add);
    const params = { id: server.id };
    const first = await own.lab.getServerDrift({ params, query: {} });
    expect(first).toMatchObject({ acceptedId: null, changes: [], snapshots: [{ id: first.head?.id }] });
    const accepted = await own.lab.acceptServerSurface({ params, body: { snapshotId: first.head?.id ?? '' } });
    expect(accepted.acceptedId).toBe(first.head?.id);
  });
});

test('a bearer token goes with every request, and never comes back', { timeout: patience.timeout }, async () => {
  const token = 'a-very-secret-token-0815';
  const seen: (string | undefined)[] = [];
  const peer = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`you said ${request.headers.authorization}`);
  });
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(peer.address() as AddressInfo).port}/mcp`;
  try {
    const body = { name: 'guarded', kind: 'http' as const, url, auth: { type: 'bearer' as const, token } };
    const server = await own.lab.createServer({ body: { ...body, tokens: { expired: 'another-secret-4711' } } });
    expect(server).toMatchObject({ auth: { type: 'bearer' }, tokenNames: ['expired'] });
    const answer = await call(server, add);
    expect(answer.outcome).not.toBe('ok');
    expect(new Set(seen)).toEqual(new Set([`Bearer ${token}`]));
    const run = await own.run(server, { only: ['init-*'] });
    await own.runBecomes(run, 'completed');
    const file = await own.lab.exportRun({ params: { id: run.id }, query: { format: 'json' } });
    const shown = JSON.stringify([answer, file, await own.read(server), await own.readRun(run)]);
    expect(shown).not.toContain(token);
    expect(shown).not.toContain('another-secret-4711');
  } finally {
    peer.close();
  }
});

test('a token is got with client credentials; a wrong secret ends a run with the reason', {
  timeout: patience.timeout,
}, async () => {
  const guarded = spawn(process.execPath, [bareServerPath, 'http', '--auth'], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      guarded.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const found = /listening on (\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      guarded.once('exit', () => reject(new Error(said)));
    });
    const { clientId, clientSecret } = await registerClient(url);
    const auth = { type: 'client-credentials' as const, clientId, clientSecret };
    const server = await own.lab.createServer({ body: { name: 'with OAuth', kind: 'http', url, auth } });
    expect(await call(server, add)).toMatchObject({ outcome: 'ok', transport: 'streamable-http' });
    const run = await own.run(server, { only: ['init-*'] });
    await own.runBecomes(run, 'completed');
    expect(await own.readRun(run)).toMatchObject({ outcome: 'passed' });
    await own.lab.updateServer({
      params: { id: server.id },
      body: { auth: { ...auth, clientSecret: 'wrong-secret' } },
    });
    const refused = await own.run(server, { only: ['init-*'] });
    await own.runBecomes(refused, 'completed');
    const { outcome, reason } = await own.readRun(refused);
    expect([outcome, reason]).toEqual(['unreachable', expect.stringContaining('invalid_client')]);
    expect(await call(server, add)).toMatchObject({ outcome: 'transport_error' });
  } finally {
    guarded.kill('SIGKILL');
  }
});

/** As anybody may at the authorization server of the fixture, which is the server itself. */
async function registerClient(url: string): Promise<{ clientId: string; clientSecret: string }> {
  const metadata = await fetch(new URL('/.well-known/oauth-authorization-server', url));
  const { registration_endpoint: endpoint } = (await metadata.json()) as { registration_endpoint: string };
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      redirect_uris: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
    }),
  });
  const { client_id: clientId, client_secret: clientSecret } = (await answer.json()) as Record<string, string>;
  return { clientId: clientId ?? '', clientSecret: clientSecret ?? '' };
}
