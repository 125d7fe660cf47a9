import { createServer } from 'node:http';
import { createCore } from '@mcp-lab/fixtures/bare/create-core';
import { createSoundDefinition } from '@mcp-lab/fixtures/bare/features/sound-definition';
import { serveHttp } from '@mcp-lab/fixtures/bare/http/serve-http';
import { parseOptions } from '@mcp-lab/fixtures/bare/parse-options';
import type { HttpTarget } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ObtainOptions, obtainToken } from './obtain-token.ts';
import { agreeInBrowser } from './test-support/agree-in-browser.ts';
import {
  knownClient,
  listen,
  machineClient,
  type RunningProvider,
  startProvider,
} from './test-support/start-provider.ts';
import { type RunningResource, startResource } from './test-support/start-resource.ts';

let resource: RunningResource;
let provider: RunningProvider;
let target: HttpTarget;
const { signal } = new AbortController();
const nobody: ObtainOptions = { signal, onOpenUrl: () => Promise.reject(new Error('nobody is to be asked')) };
const interactive = { type: 'authorization-code', redirectPort: 0, scope: 'lab:read offline_access' } as const;

beforeAll(async () => {
  resource = await startResource();
  provider = await startProvider(resource.url);
  resource.issuer = provider.issuer;
  target = { kind: 'http', url: resource.url, headers: {} };
});

afterAll(async () => {
  await provider.close();
  await resource.close();
});

/** What the resource says to a token. */
async function present(token: string): Promise<{ status: number; claims: Record<string, unknown> }> {
  const response = await fetch(resource.url, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, claims: (await response.json()) as Record<string, unknown> };
}

/** Lets the browser come back with what `change` makes of the answer. */
const returning = (change: (answer: URL) => void = () => {}) => ({
  signal,
  async onOpenUrl(url: string) {
    const answer = await agreeInBrowser(url);
    change(answer);
    await fetch(answer);
  },
});

test('a bearer token is taken as it is', async () => {
  const token = await obtainToken(target, { type: 'bearer', token: 'as-it-is' }, nobody);
  expect(token).toMatchObject({ accessToken: 'as-it-is', secrets: ['as-it-is'], refresh: undefined });
});

describe('client credentials', () => {
  test('give a token for this resource, found by its metadata alone, and another one', async () => {
    const token = await obtainToken(target, { type: 'client-credentials', ...machineClient }, nobody);
    const { status, claims } = await present(token.accessToken);
    expect(status).toBe(200);
    expect(claims).toMatchObject({ aud: resource.url, client_id: 'machine', scope: 'lab:read' });
    expect(token.secrets).toContain(machineClient.clientSecret);
    const next = await token.refresh?.({ signal });
    expect(next?.accessToken).not.toBe(token.accessToken);
    expect((await present(next?.accessToken ?? '')).status).toBe(200);
  });

  test('that are wrong are an error in words, without the secret', async () => {
    const wrong = { ...machineClient, type: 'client-credentials', clientSecret: 'guessed-secret' } as const;
    const failure = obtainToken(target, wrong, nobody);
    await expect(failure).rejects.toThrow(/invalid_client/);
    await expect(failure).rejects.not.toThrow(/guessed-secret/);
  });
});

describe('a person who agrees in a browser', () => {
  test('gives a client that registered itself a token of its own, which can be refreshed', async () => {
    const token = await obtainToken(target, interactive, returning());
    const { status, claims } = await present(token.accessToken);
    expect(status).toBe(200);
    expect(claims).toMatchObject({ sub: 'ada', aud: resource.url, scope: 'lab:read' });
    const next = await token.refresh?.({ signal });
    expect(next?.accessToken).not.toBe(token.accessToken);
    expect((await present(next?.accessToken ?? '')).claims).toMatchObject({ sub: 'ada' });
    expect(next?.secrets).toContain(next?.accessToken);
  });

  test('gives a client that is known by its id and secret a token', async () => {
    const token = await obtainToken(target, { ...interactive, ...knownClient }, returning());
    expect((await present(token.accessToken)).claims).toMatchObject({ sub: 'ada', client_id: 'known' });
  });

  test('is asked with PKCE, state, the resource and a loopback address to come back to', async () => {
    const asked = Promise.withResolvers<URL>();
    const ending = new AbortController();
    const failure = obtainToken(target, interactive, {
      signal: ending.signal,
      onOpenUrl(url) {
        asked.resolve(new URL(url));
        ending.abort();
      },
    });
    await expect(failure).rejects.toThrow(/nobody agreed/);
    const { searchParams, origin } = await asked.promise;
    expect(origin).toBe(provider.issuer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      resource: resource.url,
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
    });
  });

  test.each([
    ['another issuer (a mix-up)', (answer: URL) => answer.searchParams.set('iss', 'https://issuer.example'), /iss/],
    ['no issuer, though it always names itself', (answer: URL) => answer.searchParams.delete('iss'), /iss/],
    ['another state', (answer: URL) => answer.searchParams.set('state', 'guessed'), /state/],
    ['no state', (answer: URL) => answer.searchParams.delete('state'), /state/],
    ['the state twice', (answer: URL) => answer.searchParams.append('state', 'again'), /state/],
  ])('is not believed when the answer has %s', async (_what, change, why) => {
    await expect(obtainToken(target, interactive, returning(change))).rejects.toThrow(why);
  });

  test('and says no is told as it is', async () => {
    const refusing = returning((answer) => {
      answer.searchParams.delete('code');
      answer.searchParams.set('error', 'access_denied');
    });
    await expect(obtainToken(target, interactive, refusing)).rejects.toThrow(/access_denied/);
  });
});

test('the authorization server takes a code from nobody who lacks the verifier', async () => {
  const asked = Promise.withResolvers<{ sent: URL; answer: URL }>();
  const ending = new AbortController();
  const flow = obtainToken(
    target,
    { ...interactive, ...knownClient },
    {
      signal: ending.signal,
      async onOpenUrl(url) {
        asked.resolve({ sent: new URL(url), answer: await agreeInBrowser(url) });
        ending.abort();
      },
    },
  );
  await expect(flow).rejects.toThrow();
  const { sent, answer } = await asked.promise;
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${knownClient.clientId}:${knownClient.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: answer.searchParams.get('code') ?? '',
      redirect_uri: sent.searchParams.get('redirect_uri') ?? '',
      code_verifier: 'a-verifier-somebody-else-made-up-0123456789-0123456789',
    }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
});

describe('nothing is sent to', () => {
  const metadataServer = async (document: (issuer: string) => object) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document(issuer)));
    });
    const issuer = await listen(server);
    return {
      issuer,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };
  const endpoints = (issuer: string) => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    code_challenge_methods_supported: ['S256'],
  });

  test('an authorization server without PKCE', async () => {
    await using server = await metadataServer((issuer) => ({
      ...endpoints(issuer),
      code_challenge_methods_supported: ['plain'],
    }));
    const failure = obtainToken(target, { ...interactive, issuer: server.issuer }, nobody);
    await expect(failure).rejects.toThrow(/PKCE/);
  });

  test('one whose metadata is of another issuer', async () => {
    await using server = await metadataServer(() => endpoints('https://issuer.example'));
    const failure = obtainToken(target, { ...interactive, issuer: server.issuer }, nobody);
    await expect(failure).rejects.toThrow(/issuer/);
  });

  test.each(['file:///etc/passwd', 'http://issuer.example/authorize', 'javascript:alert(1)'])(
    'one whose page to agree on is %s',
    async (url) => {
      await using server = await metadataServer((issuer) => ({ ...endpoints(issuer), authorization_endpoint: url }));
      const failure = obtainToken(target, { ...interactive, issuer: server.issuer }, nobody);
      await expect(failure).rejects.toThrow(/not https/);
    },
  );

  test('an address that is off limits', async () => {
    const checkAddress = (_address: string, port: number) =>
      port === Number(new URL(provider.issuer).port) ? 'not here' : undefined;
    const failure = obtainToken(target, { type: 'client-credentials', ...machineClient }, { ...nobody, checkAddress });
    await expect(failure).rejects.toThrow(/refused address/);
  });
});

test('the bare server lets in who has got a token from its own authorization server', async () => {
  const options = parseOptions(['http', '--auth']);
  if (options === undefined) throw new Error('no options');
  const server = await serveHttp(await createCore(options, createSoundDefinition()), 0, options);
  try {
    const bare: HttpTarget = { kind: 'http', url: server.url, headers: {} };
    const { accessToken } = await obtainToken(
      bare,
      { type: 'authorization-code', redirectPort: 0 },
      { signal, onOpenUrl: async (url) => void (await fetch(url)) },
    );
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await fetch(server.url, { method: 'POST', headers, body: '{}' })).status).toBe(415);
    expect((await fetch(server.url, { method: 'POST', body: '{}' })).status).toBe(401);
  } finally {
    await server.close();
  }
});
