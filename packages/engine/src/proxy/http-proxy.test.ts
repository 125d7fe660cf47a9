import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificate } from '@mcp-lab/fixtures/bare/http/create-certificate';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import { createTranscript } from '@mcp-lab/wire';
import { afterEach, describe, expect, test } from 'vitest';
import { createOfficialSession } from '../interop/official-session.ts';
import { HttpProxy } from './http-proxy.ts';
import { parseFault } from './parse-fault.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void) {
  const requests: { method: string; url: string; rawHeaders: string[]; body: string; isWhole: boolean }[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', rawHeaders } = request;
    const seen = { method, url, rawHeaders, body: '', isWhole: false };
    requests.push(seen);
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => {
      seen.body += chunk.toString('utf8');
    });
    request.on('end', () => {
      seen.isWhole = true;
      answer(request, response, seen.body);
    });
  });
  return { requests, ...(await listen(server)) };
}

async function listen(server: Server): Promise<{ url: string }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const scheme = server instanceof TlsServer ? 'https' : 'http';
  return { url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/mcp?a=1` };
}

async function stand(url: string, ...faults: string[]) {
  const injected: string[] = [];
  const problems: string[] = [];
  const proxy = await HttpProxy.start({
    url,
    faults: faults.map(parseFault),
    seed: 1,
    onInjected: ({ kind, id }) => injected.push(`${kind} ${id}`),
    onProblem: (problem) => problems.push(problem),
  });
  closers.push(() => proxy.close());
  return { proxy, injected, problems, arm: (...more: string[]) => proxy.arm(more.map(parseFault)) };
}

const call = (id: number, method = 'tools/call') =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params: { name: 'x' } });
const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const answerJson = (_request: IncomingMessage, response: ServerResponse, body: string) => {
  const id = Number(/"id":(\d+)/.exec(body)?.[1]);
  response.writeHead(200, { 'Content-Type': 'application/json', 'X-Odd-Case': 'kept' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result: { ok: true } }));
};
const answerEvents = (_request: IncomingMessage, response: ServerResponse, body: string) => {
  const { id } = JSON.parse(body || '{}');
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (let n = 0; n < 3; n++)
    response.write(`event: message\nid: e${n}\ndata: {"jsonrpc":"2.0","method":"notifications/n${n}"}\n\n`);
  response.end(`: a comment\n\ndata: ${JSON.stringify({ jsonrpc: '2.0', id, result: {} })}\n\n`);
};

describe('without a fault', () => {
  test.each(['legacy', 'modern'] as const)('the official client (%s) sees no difference', async (mode) => {
    const server = await startHttpServer();
    closers.push(() => server.close());
    const { proxy, problems } = await stand(server.url);
    const {
      client,
      connect: open,
      close,
    } = createOfficialSession({
      target: { kind: 'http', url: proxy.url, headers: {} },
      transport: 'streamable-http',
      mode,
      transcript: createTranscript(),
      openingTimeoutMs: 20_000,
      toolVersion: 'test',
    });
    await open();
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('add');
    expect(await client.callTool({ name: 'add', arguments: { a: 1, b: 2 } })).toMatchObject({
      structuredContent: { sum: 3 },
    });
    await close();
    expect(problems).toEqual([]);
  });

  test('methods, paths, headers and bodies are kept; Host and Origin are those of the server only where they mean the proxy', async () => {
    const { url, requests } = await serve(answerJson);
    const { proxy } = await stand(url);
    const proxied = new URL(proxy.url);
    const answer = await post(proxy.url, call(1), {
      'Mcp-Session-Id': 's',
      Origin: proxied.origin,
      'X-Own': 'é'.normalize(),
    });
    expect(await answer.json()).toMatchObject({ id: 1 });
    const [seen] = requests;
    expect(seen).toMatchObject({ method: 'POST', url: '/mcp?a=1', body: call(1) });
    const header = (of: typeof seen, name: string) => {
      const at = of?.rawHeaders.findIndex((each) => each.toLowerCase() === name) ?? -1;
      return of?.rawHeaders[at + 1];
    };
    expect([header(seen, 'host'), header(seen, 'origin'), header(seen, 'mcp-session-id')]).toEqual([
      new URL(url).host,
      new URL(url).origin,
      's',
    ]);
    const raw = await new Promise<string>((resolve) => {
      const socket = connect(Number(proxied.port), '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('end', () => resolve(text));
      socket.write(
        'DELETE /other HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n',
      );
    });
    expect(raw).toContain('X-Odd-Case: kept');
    expect(requests[1]).toMatchObject({ method: 'DELETE', url: '/other' });
    expect([header(requests[1], 'host'), header(requests[1], 'origin')]).toEqual([
      'evil.example',
      'http://evil.example',
    ]);
  });

  test('a stream comes event by event, and a client that leaves is told to the server', async () => {
    const gone = Promise.withResolvers<void>();
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('event: endpoint\ndata: /messages\n\n');
      response.on('close', gone.resolve);
    });
    const { proxy } = await stand(url);
    const leave = new AbortController();
    const stream = await fetch(proxy.url, { signal: leave.signal });
    const { value } = (await stream.body?.getReader().read()) ?? {};
    expect(Buffer.from(value ?? []).toString()).toBe('event: endpoint\ndata: /messages\n\n');
    leave.abort();
    await gone.promise;
  });

  test('an endpoint with the whole address of the server does not lead past the proxy', async () => {
    const { url } = await serve((request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.end(`event: endpoint\ndata: http://${request.headers.host}/messages?s=1\n\n`);
    });
    const { proxy } = await stand(url);
    expect(await (await fetch(proxy.url)).text()).toBe(
      `event: endpoint\ndata: ${new URL(proxy.url).origin}/messages?s=1\n\n`,
    );
  });

  test('a server that is not there: 502, and why', async () => {
    const { proxy, problems } = await stand('http://127.0.0.1:1/mcp');
    expect((await post(proxy.url, call(1))).status).toBe(502);
    expect(problems.join()).toContain('ECONNREFUSED');
  });

  test('a server over HTTPS: only where its certificate is trusted, and then as any other', async () => {
    const { cert, key } = await createCertificate();
    const server = createTlsServer({ cert, key }, (request, response) => {
      request.resume().on('end', () => answerEvents(request, response, '{"id":1}'));
    });
    const { url } = await listen(server);
    expect(url).toMatch(/^https:/);
    const { proxy, problems, arm } = await stand(url);
    expect((await post(proxy.url, call(1))).status).toBe(502);
    expect(problems.join()).toMatch(/self.signed/);
    const trusted = getCACertificates('default');
    closers.push(async () => setDefaultCACertificates(trusted));
    setDefaultCACertificates([...trusted, cert]);
    expect(proxy.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp\?a=1$/);
    expect(await (await post(proxy.url, call(1))).text()).toContain('data: {"jsonrpc":"2.0","id":1,"result":{}}');
    arm('wrong-id');
    expect(await (await post(proxy.url, call(1))).text()).toContain('"id":1000004');
    arm('reset,direction=to-server');
    await expect(post(proxy.url, call(1))).rejects.toThrow();
  });

  test('an address that is off limits is not connected to', async () => {
    const { url, requests } = await serve(answerJson);
    const proxy = await HttpProxy.start({
      url: url.replace('127.0.0.1', 'localhost'),
      faults: [],
      seed: 1,
      checkAddress: () => 'off limits',
      onProblem: () => {},
    });
    closers.push(() => proxy.close());
    expect(await (await post(proxy.url, call(1))).text()).toContain('off limits');
    expect(requests).toEqual([]);
  });
});

describe('each fault has its effect', () => {
  test('faults of HTTP', async () => {
    const { url, requests } = await serve(answerJson);
    const { proxy, injected, arm } = await stand(url, 'status,status=500');
    expect((await post(proxy.url, call(1))).status).toBe(500);
    arm('rate-limit,retryAfterSeconds=7');
    const limited = await post(proxy.url, call(2));
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    arm('session-404');
    expect((await post(proxy.url, call(3), { 'Mcp-Session-Id': 'x' })).status).toBe(404);
    expect(requests).toEqual([]);
    expect((await post(proxy.url, call(4))).status).toBe(200);
    arm('status,direction=to-client,methods=tools/*');
    expect((await post(proxy.url, call(5, 'ping'))).status).toBe(200);
    expect((await post(proxy.url, call(6))).status).toBe(503);
    expect(requests.map(({ body }) => JSON.parse(body).id)).toEqual([4, 5, 6]);
    expect(injected).toEqual(['status 1', 'rate-limit 2', 'session-404 3', 'status 6']);
  });

  test('faults of the wire, on the way to the client', async () => {
    const { url } = await serve(answerJson);
    const { proxy, arm } = await stand(url);
    const ask = (...faults: string[]) => {
      arm(...faults.map((fault) => `${fault},direction=to-client`));
      return post(proxy.url, call(1));
    };
    const startedMs = performance.now();
    expect(await (await ask('latency,ms=60')).json()).toMatchObject({ id: 1 });
    expect(performance.now() - startedMs).toBeGreaterThan(55);
    expect(await (await ask('slice,bytes=7,ms=1')).json()).toMatchObject({ id: 1 });
    expect(await (await ask('bandwidth,bytesPerSecond=2000')).json()).toMatchObject({ id: 1 });
    await expect(ask('drop')).rejects.toThrow();
    await expect(ask('reset')).rejects.toThrow();
    await expect((await ask('truncate')).text()).rejects.toThrow();
    await expect((await ask('malformed')).json()).rejects.toThrow();
    expect(await (await ask('wrong-id')).json()).toMatchObject({ id: 1_000_004 });
    expect((await (await ask('oversized,bytes=100000')).text()).length).toBeGreaterThan(100_000);
    expect(await (await ask('corrupt')).text()).not.toBe('{"jsonrpc":"2.0","id":1,"result":{"ok":true}}');
    const leave = new AbortController();
    arm('blackhole');
    const never = fetch(proxy.url, { method: 'POST', body: call(1), signal: leave.signal });
    leave.abort();
    await expect(never).rejects.toThrow();
  });

  test('faults of the wire, on the way to the server', async () => {
    const { url, requests } = await serve(answerJson);
    const { proxy, arm } = await stand(url);
    const ask = (fault: string) => {
      arm(`${fault},direction=to-server`);
      requests.length = 0;
      return post(proxy.url, call(1));
    };
    await (await ask('duplicate')).text();
    await expect.poll(() => requests.length, { timeout: 10_000 }).toBe(2);
    for (const kind of ['drop', 'reset', 'truncate']) {
      await expect(ask(kind)).rejects.toThrow();
      expect(requests.filter(({ isWhole }) => isWhole)).toEqual([]);
    }
    await ask('malformed').catch(() => {});
    expect(requests[0]?.body).toBe(call(1).slice(0, -1));
    await (await ask('unsolicited,method=notifications/odd')).text();
    await expect
      .poll(() => requests.map(({ body }) => JSON.parse(body).method).sort())
      .toEqual(['notifications/odd', 'tools/call']);
    arm('reorder,direction=to-server,every=3,ms=10000');
    const order: number[] = [];
    const track = async (id: number) => {
      await (await post(proxy.url, call(id))).text();
      order.push(id);
    };
    requests.length = 0;
    await track(1);
    await track(2);
    const third = track(3);
    await track(4);
    await third;
    expect(order).toEqual([1, 2, 4, 3]);
  });

  test('faults of a stream', async () => {
    const { url } = await serve(answerEvents);
    const { proxy, arm } = await stand(url);
    const ask = async (fault: string) => {
      arm(fault);
      return (await post(proxy.url, call(1))).text();
    };
    const whole = await ask('latency,ms=0');
    expect(whole).toContain(': a comment');
    await expect(ask('cut-stream,events=2')).rejects.toThrow();
    expect((await ask('duplicate-response')).match(/"result"/g)).toHaveLength(2);
    expect(await ask('drop,methods=tools/call')).toBe(
      whole.replace(/data: {"jsonrpc":"2.0","id":1,"result":{}}\n\n/, ''),
    );
    expect(await ask('wrong-id')).toContain('"id":1000004');
    expect(await ask('malformed,direction=to-client,methods=notifications/n1')).toContain(
      'event: message\nid: e1\ndata: {"jsonrpc":"2.0","method":"notifications/n1"\n\n',
    );
  });

  test('what is held back is let go when its fault is taken away', async () => {
    const gone = Promise.withResolvers<void>();
    const { url, requests } = await serve((_request, response, body) => {
      if (JSON.parse(body).id === 1) return answerEvents(_request, response, body);
      response.on('close', gone.resolve);
    });
    const { proxy, injected } = await stand(url, 'slow-close,ms=600000');
    const text = (await post(proxy.url, call(1))).text();
    const leave = new AbortController();
    const left = fetch(proxy.url, { method: 'POST', body: call(2), signal: leave.signal });
    await expect.poll(() => requests.length, { timeout: 10_000 }).toBe(2);
    leave.abort();
    await expect(left).rejects.toThrow();
    await expect.poll(() => injected.length, { timeout: 10_000 }).toBe(2);
    proxy.disarm();
    expect(await text).toContain('"result"');
    await gone.promise;
  });

  test('a fault that does not apply is refused', async () => {
    await expect(stand('http://127.0.0.1:9/mcp', 'pause')).rejects.toThrow(
      'pause does not apply to streamable-http: it is for stdio.',
    );
  });
});
