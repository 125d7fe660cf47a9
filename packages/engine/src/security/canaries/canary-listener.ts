import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who asked for one of our addresses. */
export interface CanaryHit {
  token: string;
  /** The redirect of ours it came by. */
  isRedirected: boolean;
  method: string;
  /** Whether it came by the IPv6 loopback address. */
  isIpv6: boolean;
}

/** An HTTP server on the loopback addresses alone that remembers who asked for what. */
export interface CanaryListener {
  readonly port: number;
  /** Whether ::1 is listened on at the same port. */
  readonly hasIpv6: boolean;
  /** What every answer holds. */
  readonly content: string;
  /** An address nobody knows but who was given it; `host` as it is to be written. */
  urlOf(token: string, host?: string): string;
  /** Answers with a redirect to `urlOf(token)`. */
  redirectOf(token: string): string;
  hitsOf(token: string): CanaryHit[];
  close(): Promise<void>;
}

const maxHits = 5_000;
const tokenPath = /^\/(h|r|d)\/(\w{1,80})$/;

export async function startCanaryListener(content: string): Promise<CanaryListener> {
  const hits: CanaryHit[] = [];
  const answer = (isIpv6: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    // A listener that is asked for what it never handed out, or too often, says nothing and remembers nothing.
    const [, kind, token] = tokenPath.exec(request.url ?? '') ?? [];
    request.resume();
    if (kind === undefined || token === undefined) return void response.writeHead(404).end();
    if (kind === 'r') return void response.writeHead(302, { Location: `/d/${token}` }).end();
    if (hits.length < maxHits) {
      hits.push({ token, isRedirected: kind === 'd', method: request.method ?? '', isIpv6 });
    }
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(content);
  };
  const ipv4 = createServer(answer(false));
  await listen(ipv4, '127.0.0.1', 0);
  const { port } = ipv4.address() as AddressInfo;
  const ipv6 = createServer(answer(true));
  const hasIpv6 = await listen(ipv6, '::1', port).then(
    () => true,
    // No IPv6 here, or the port is taken there: the tries that want it are left out.
    () => false,
  );
  return {
    port,
    hasIpv6,
    content,
    urlOf: (token, host = '127.0.0.1') => `http://${host}:${port}/h/${token}`,
    redirectOf: (token) => `http://127.0.0.1:${port}/r/${token}`,
    hitsOf: (token) => hits.filter((hit) => hit.token === token),
    async close() {
      await Promise.all([ipv4, ...(hasIpv6 ? [ipv6] : [])].map(closeServer));
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
