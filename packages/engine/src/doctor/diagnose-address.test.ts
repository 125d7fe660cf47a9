import { spawn } from 'node:child_process';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { DoctorReport } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { diagnoseServer } from './diagnose-server.ts';
import type { DoctorOptions } from './doctor-options.ts';
import { createTestCertificate, type TestCertificate } from './test-certificates.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A real server on a free port of the loopback address, closed after the test. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(resolve);
      }),
  );
  return (server.address() as AddressInfo).port;
}

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

function withBody(handler: Handler) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handler(request, response, Buffer.concat(chunks).toString()));
  };
}

/** The least a legacy server over HTTP answers. */
const answerMcp: Handler = (_request, response, body) => {
  const { id, method, params } = JSON.parse(body === '' ? '{}' : body);
  if (id === undefined) {
    response.writeHead(body === '' ? 405 : 202).end();
    return;
  }
  const serverInfo = { name: 'tiny', version: '1.0.0' };
  const result = { protocolVersion: params?.protocolVersion, capabilities: {}, serverInfo };
  const error = { code: -32601, message: 'Method not found' };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(method === 'initialize' ? { result } : { error }) }));
};

async function serve(handler: Handler): Promise<string> {
  return `http://127.0.0.1:${await listen(createHttpServer(withBody(handler)))}/mcp`;
}

function diagnose(url: string, more: Partial<DoctorOptions> & { headers?: Record<string, string> } = {}) {
  const { headers = {}, ...options } = more;
  return diagnoseServer({ target: { kind: 'http', url, headers }, timeoutMs: 4_000, ...options });
}

function statuses({ steps }: DoctorReport): Record<string, string> {
  return Object.fromEntries(steps.map(({ id, status }) => [id, status]));
}

function stepOf({ steps }: DoctorReport, id: string) {
  return steps.find((step) => step.id === id);
}

describe('a sound server', () => {
  test('connects, no step fails or warns, and it says who answered', async () => {
    const server = await startHttpServer();
    open.push(() => server.close());
    const report = await diagnose(server.url);
    expect(statuses(report)).toEqual({
      environment: 'ok',
      proxy: 'ok',
      address: 'ok',
      tls: 'skipped',
      transport: 'ok',
      auth: 'ok',
      handshake: 'ok',
    });
    expect(report).toMatchObject({ connects: true, diagnosis: null, server: { transport: 'streamable-http' } });
  });

  test('over the old transport: a warning', async () => {
    const report = await diagnoseBare(['http'], (url) => url.replace('/mcp', '/sse'));
    expect(report.connects).toBe(true);
    expect(stepOf(report, 'transport')?.findings[0]?.what).toContain('old HTTP+SSE');
  });
});

/** The bare server is a program of its own that prints its address. */
async function diagnoseBare(
  args: string[],
  address: (url: string) => string,
  more: Partial<DoctorOptions> & { headers?: Record<string, string> } = {},
): Promise<DoctorReport> {
  const child = spawn(process.execPath, [bareServerPath, ...args], { stdio: ['pipe', 'ignore', 'pipe'] });
  open.push(
    () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGKILL');
      }),
  );
  const text = await new Promise<string>((resolve) =>
    child.stderr.once('data', (chunk: Buffer) => resolve(String(chunk))),
  );
  const url = /https?:\S+/.exec(text)?.[0] ?? '';
  return diagnose(address(url), more);
}

describe('the address', () => {
  test('nothing listens, a name that does not resolve, no address at all', async () => {
    const tcp = createTcpServer();
    const port = await listen(tcp);
    await open.pop()?.();
    const refused = await diagnose(`http://127.0.0.1:${port}/mcp`);
    expect(refused.diagnosis).toMatchObject({ step: 'address', why: 'Nothing listens on that port.' });
    expect(statuses(refused)).toMatchObject({ tls: 'skipped', transport: 'skipped', handshake: 'skipped' });
    const unknown = await diagnose('http://no-such-host.invalid/mcp');
    expect(unknown.diagnosis).toMatchObject({ step: 'address', what: expect.stringContaining('does not resolve') });
    expect((await diagnose('ws://127.0.0.1:1/mcp')).diagnosis?.why).toContain('WebSocket');
    expect((await diagnose('not an address')).diagnosis).toMatchObject({ step: 'address' });
  });

  test('an address that is off limits is not connected to', async () => {
    let connected = false;
    const tcp = createTcpServer(() => {
      connected = true;
    });
    const port = await listen(tcp);
    const report = await diagnose(`http://127.0.0.1:${port}/mcp`, { checkAddress: () => 'it is not allowed' });
    expect(report.diagnosis).toMatchObject({ step: 'address', what: '127.0.0.1 is off limits here.' });
    expect(connected).toBe(false);
  });

  test('a server that does not speak HTTP, and one that closes at once', async () => {
    const odd = await listen(createTcpServer((socket) => socket.end('SSH-2.0-demo\r\n').on('error', () => {})));
    const report = await diagnose(`http://127.0.0.1:${odd}/mcp`);
    expect(report.diagnosis).toMatchObject({ step: 'transport', what: expect.stringContaining('does not speak HTTP') });
    const closing = await listen(createTcpServer((socket) => socket.destroy()));
    const cut = await diagnose(`http://127.0.0.1:${closing}/mcp`);
    expect(cut.connects).toBe(false);
    expect(cut.diagnosis?.step).toBe('transport');
  });
});

describe('the transport', () => {
  const status = (code: number, headers: Record<string, string> = {}, body = '') =>
    serve((_request, response) => void response.writeHead(code, headers).end(body));

  test('MCP at another path of the same host', async () => {
    const url = await serve((request, response, body) =>
      request.url === '/mcp' ? answerMcp(request, response, body) : void response.writeHead(404).end(),
    );
    const report = await diagnose(url.replace('/mcp', '/'));
    expect(report.diagnosis).toMatchObject({
      step: 'transport',
      what: 'Nothing is at this path (HTTP 404).',
      fix: expect.stringContaining(`Write ${url}: Streamable HTTP is spoken there.`),
    });
    expect((await diagnose(url)).diagnosis).toBeNull();
  });

  test.each([
    [405, {}, 'takes no POST'],
    [406, {}, 'HTTP 406'],
    [415, {}, 'does not take JSON'],
    [421, {}, 'does not answer to this host name'],
    [429, {}, 'takes no more requests'],
    [500, {}, 'answers HTTP 500'],
    [503, {}, 'answers HTTP 503'],
    [200, { 'content-type': 'text/html' }, 'A web page is at this address'],
    [200, { 'content-type': 'text/plain' }, 'The answer is no MCP'],
  ])('HTTP %s %o', async (code, headers, words) => {
    const report = await diagnose(await status(code, headers, '<html></html>'));
    expect(report.diagnosis).toMatchObject({ step: 'transport', what: expect.stringContaining(words) });
    expect(report.diagnosis?.fix).not.toBe('');
  });

  test('a redirect, and one to a page to sign in at', async () => {
    const moved = await diagnose(await status(308, { location: '/v2/mcp' }));
    expect(moved.diagnosis).toMatchObject({ step: 'transport', fix: expect.stringMatching(/^Write http.*\/v2\/mcp/) });
    const wall = await diagnose(await status(302, { location: '/login?next=/mcp' }));
    expect(wall.diagnosis?.why).toContain('sign in');
  });

  test('a config that names the other transport', async () => {
    const url = await serve(answerMcp);
    const report = await diagnose(url, { declared: 'http-sse' });
    expect(report.diagnosis).toMatchObject({ step: 'transport', fix: expect.stringContaining('"type": "http"') });
    expect((await diagnose(url, { declared: 'streamable-http' })).diagnosis).toBeNull();
  });

  test('JSON-RPC that opens with no revision', async () => {
    const url = await serve((_request, response, body) => {
      const { id } = JSON.parse(body === '' ? '{}' : body);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32601, message: 'no such method' } }));
    });
    expect((await diagnose(url)).diagnosis).toMatchObject({
      step: 'handshake',
      what: expect.stringContaining('JSON-RPC'),
    });
  });
});

describe('authorization', () => {
  const wall = (challenge?: string, metadata?: object) =>
    serve((request, response) => {
      if (metadata !== undefined && request.url === '/.well-known/oauth-protected-resource/mcp') {
        expect(request.headers.authorization).toBeUndefined();
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(metadata));
      } else if (request.url !== '/mcp') response.writeHead(404).end();
      else response.writeHead(401, challenge === undefined ? {} : { 'www-authenticate': challenge }).end();
    });

  test('401 without a word about how to sign in', async () => {
    const report = await diagnose(await wall());
    expect(statuses(report)).toMatchObject({ transport: 'ok', auth: 'fail', handshake: 'skipped' });
    expect(report.diagnosis).toMatchObject({ step: 'auth', fix: expect.stringContaining('Authorization header') });
    expect(stepOf(report, 'auth')?.findings[1]?.what).toContain('no WWW-Authenticate');
  });

  test('401 with resource metadata', async () => {
    const url = await wall('Bearer resource_metadata="/.well-known/oauth-protected-resource/mcp"', {
      resource: 'x',
      authorization_servers: ['https://sign-in.example.org'],
    });
    const report = await diagnose(url);
    expect(report.diagnosis?.why).toBe('One signs in at https://sign-in.example.org.');
    expect(stepOf(report, 'auth')?.findings).toHaveLength(1);
  });

  test('a token that is refused stands nowhere in the report', async () => {
    const headers = { Authorization: 'Bearer abcdef-token-of-ours-17' };
    const report = await diagnose(await wall('Bearer error="invalid_token"'), { headers, given: ['Authorization'] });
    expect(report.diagnosis).toMatchObject({
      step: 'auth',
      what: 'The server does not accept the Authorization header.',
    });
    expect(JSON.stringify(report)).not.toContain('abcdef-token-of-ours-17');
  });

  test('metadata of another origin is not fetched', async () => {
    let asked = false;
    const other = await serve((_request, response) => {
      asked = true;
      response.writeHead(404).end();
    });
    const report = await diagnose(await wall(`Bearer resource_metadata="${other}"`));
    expect(report.diagnosis?.step).toBe('auth');
    expect(asked).toBe(false);
  });

  test('403, and one for want of a scope', async () => {
    const forbidden = await serve((_request, response) => void response.writeHead(403).end('Invalid Host'));
    expect((await diagnose(forbidden)).diagnosis).toMatchObject({
      step: 'auth',
      why: expect.stringContaining('rebinding'),
    });
    const scope = await serve((_request, response) => {
      response.writeHead(403, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="mcp:tools"' }).end();
    });
    expect((await diagnose(scope)).diagnosis?.what).toBe('The credentials lack a scope: mcp:tools.');
  });

  test('a sound server that wants a token, without it', async () => {
    const report = await diagnoseBare(['http', '--auth'], (url) => url);
    expect(report.diagnosis?.step).toBe('auth');
    expect(report.diagnosis?.why).toContain('One signs in at');
  });

  test('a header that still holds a stand-in is the cause', async () => {
    const headers = { Authorization: `Bearer \${input:token}` };
    const report = await diagnose(await wall('Bearer'), { headers, given: ['Authorization'] });
    expect(report.diagnosis).toMatchObject({ step: 'environment', what: expect.stringContaining(`\${input:token}`) });
  });
});

describe('TLS', () => {
  let root: TestCertificate;
  let middle: TestCertificate;
  beforeAll(async () => {
    root = await createTestCertificate({ name: 'Lab test root', authority: true });
    middle = await createTestCertificate({ name: 'Lab test middle', authority: true, issuer: root });
    setDefaultCACertificates([...getCACertificates('default'), root.cert]);
  });
  afterAll(() => setDefaultCACertificates(getCACertificates('bundled')));

  async function overTls({ cert, key }: TestCertificate, chain = ''): Promise<DoctorReport> {
    const server = createHttpsServer({ cert: `${cert}\n${chain}`, key }, withBody(answerMcp));
    return diagnose(`https://127.0.0.1:${await listen(server)}/mcp`);
  }

  test('a whole chain to an authority that is trusted', async () => {
    const leaf = await createTestCertificate({ name: 'leaf', issuer: middle });
    const report = await overTls(leaf, middle.cert);
    expect(report.diagnosis).toBeNull();
    expect(stepOf(report, 'tls')).toMatchObject({ status: 'ok', seen: expect.stringContaining('TLSv1.3') });
  });

  test('a chain that is not sent', async () => {
    const report = await overTls(await createTestCertificate({ name: 'leaf', issuer: middle }));
    expect(report.diagnosis).toMatchObject({ step: 'tls', what: 'The chain of the certificate is not complete.' });
    expect(report.diagnosis?.fix).toContain('whole chain');
    expect(statuses(report)).toMatchObject({ transport: 'skipped', handshake: 'skipped' });
  });

  test('signed by itself', async () => {
    const report = await overTls(await createTestCertificate({ name: 'alone' }));
    expect(report.diagnosis).toMatchObject({ step: 'tls', what: 'The certificate is signed by itself.' });
  });

  test('expired, and not valid yet, and soon to expire', async () => {
    const old = await overTls(await createTestCertificate({ name: 'old', issuer: root, fromDays: -20, untilDays: -2 }));
    expect(old.diagnosis?.what).toMatch(/^The certificate expired on \d{4}-\d\d-\d\d\.$/);
    const early = await overTls(await createTestCertificate({ name: 'early', issuer: root, fromDays: 3 }));
    expect(early.diagnosis?.what).toContain('valid only from');
    const late = await overTls(await createTestCertificate({ name: 'late', issuer: root, untilDays: 3 }));
    expect(late.connects).toBe(true);
    expect(stepOf(late, 'tls')).toMatchObject({ status: 'warn' });
  });

  test('for another name', async () => {
    const report = await overTls(await createTestCertificate({ name: 'other', issuer: root, address: '192.0.2.7' }));
    expect(report.diagnosis).toMatchObject({ step: 'tls', what: 'The certificate is not for 127.0.0.1.' });
  });

  test('an authority nobody knows', async () => {
    const stranger = await createTestCertificate({ name: 'Stranger', authority: true });
    const leaf = await createTestCertificate({ name: 'leaf', issuer: stranger });
    const report = await overTls(leaf, stranger.cert);
    expect(report.diagnosis?.what).toBe('The chain ends in an authority that is not trusted here: Stranger.');
  });

  test('no TLS there', async () => {
    const url = await serve(answerMcp);
    const report = await diagnose(url.replace('http:', 'https:'));
    expect(report.diagnosis).toMatchObject({
      step: 'tls',
      fix: expect.stringContaining('http:// instead of https://'),
    });
  });
});

describe('a proxy', () => {
  test('in the way of an address on this machine, unless NO_PROXY says so', async () => {
    const url = await serve(answerMcp);
    const proxy = await serve((_request, response) => void response.writeHead(503).end());
    const environment = { HTTP_PROXY: proxy.replace('/mcp', '') };
    const report = await diagnose(url, { environment });
    expect(report.connects).toBe(true);
    expect(stepOf(report, 'proxy')?.findings.map(({ fix }) => fix)).toEqual([
      'Add 127.0.0.1 to NO_PROXY where the client is started.',
      expect.stringContaining('Correct HTTP_PROXY'),
    ]);
    const free = await diagnose(url, { environment: { ...environment, NO_PROXY: 'localhost,127.0.0.1' } });
    expect(stepOf(free, 'proxy')).toMatchObject({ status: 'ok', findings: [] });
  });

  test('that wants to know who asks, and one that is not there', async () => {
    const url = await serve(answerMcp);
    const proxy = createHttpServer((_request, response) => void response.writeHead(407).end());
    proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    const address = `127.0.0.1:${await listen(proxy)}`;
    const locked = await diagnose(url, { environment: { http_proxy: `http://user:pass-word-17@${address}` } });
    expect(JSON.stringify(stepOf(locked, 'proxy'))).toContain('HTTP 407');
    expect(JSON.stringify(locked)).not.toContain('pass-word-17');
    const secure = await diagnose(url.replace('http:', 'https:'), { environment: { HTTPS_PROXY: address } });
    expect(JSON.stringify(stepOf(secure, 'proxy'))).toContain('HTTP 407');
    const gone = await diagnose(url, { environment: { ALL_PROXY: 'http://127.0.0.1:1' } });
    expect(JSON.stringify(stepOf(gone, 'proxy'))).toContain('The proxy itself is not reached.');
    const odd = await diagnose(url, { environment: { HTTP_PROXY: 'socks5://127.0.0.1:1' } });
    expect(JSON.stringify(stepOf(odd, 'proxy'))).toContain('does not hold the address');
  });
});

describe('a server that is reached by URL and started for the look', () => {
  const launch = (...args: string[]) => ({ kind: 'stdio' as const, command: process.execPath, args, env: {} });

  test('it is started, spoken to and ended', async () => {
    const port = await listen(createTcpServer());
    await open.pop()?.();
    const report = await diagnose(`http://127.0.0.1:${port}/mcp`, {
      launch: launch(bareServerPath, 'http', '--port', String(port)),
      timeoutMs: 20_000,
    });
    expect(report.diagnosis).toBeNull();
    expect(statuses(report)).toMatchObject({ command: 'ok', start: 'ok', transport: 'ok', handshake: 'ok' });
    expect((await diagnose(`http://127.0.0.1:${port}/mcp`)).diagnosis?.step).toBe('address');
  });

  test('it ends, or opens another port', async () => {
    const url = 'http://127.0.0.1:1/mcp';
    const ended = await diagnose(url, {
      launch: launch('-e', 'console.error("LAB_PORT must be set"); process.exit(1)'),
    });
    expect(ended.diagnosis).toMatchObject({ step: 'environment', what: expect.stringContaining('LAB_PORT') });
    const other = await diagnose(url, { launch: launch(bareServerPath, 'http'), timeoutMs: 3_000 });
    expect(other.diagnosis).toMatchObject({ step: 'start', what: 'Nobody listens on port 1.' });
  });
});
