import { createServer, type RequestListener } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { listen } from './start-provider.ts';

export interface RunningResource {
  /** Of the MCP endpoint. */
  url: string;
  /** Says where tokens come from; to be set before anybody asks. */
  issuer: string;
  close(): Promise<void>;
}

/**
 * A protected resource that checks tokens of the real authorization server: signature, issuer, audience. Who is let in
 * is told what stands in his token, or is served by `serve`.
 */
export async function startResource(serve?: RequestListener): Promise<RunningResource> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', request.headers.authorization).then(({ status, headers, body }) => {
      if (serve && status === 200 && request.url === '/mcp') return serve(request, response);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
  });
  const origin = await listen(server);
  const running: RunningResource = {
    url: `${origin}/mcp`,
    issuer: '',
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const answer = async (path: string, authorization: string | undefined) => {
    const metadataUrl = `${origin}/.well-known/oauth-protected-resource/mcp`;
    if (path === '/.well-known/oauth-protected-resource/mcp') {
      const body = { resource: running.url, authorization_servers: [running.issuer], scopes_supported: ['lab:read'] };
      return { status: 200, headers: {}, body };
    }
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const claims = token === undefined ? undefined : await verify(token);
    const challenge = { 'www-authenticate': `Bearer resource_metadata="${metadataUrl}", scope="lab:read"` };
    return claims === undefined
      ? { status: 401, headers: challenge, body: {} }
      : { status: 200, headers: {}, body: claims };
  };
  const verify = async (token: string) => {
    const keys = createRemoteJWKSet(new URL(`${running.issuer}/jwks`));
    const options = { issuer: running.issuer, audience: running.url };
    const verified = await jwtVerify(token, keys, options).catch(() => undefined);
    return verified?.payload;
  };
  return running;
}
