import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import type { Fault, Injection } from '@mcp-lab/contracts';
import { type CheckAddress, type TransportKind, WireError } from '@mcp-lab/wire';
import { FaultInjector } from './fault-injector.ts';
import type { FrameRecorder } from './frame-recorder.ts';
import { createGuardedLookup } from './guarded-lookup.ts';
import { MethodMemory } from './method-memory.ts';
import { ProxiedExchange } from './proxied-exchange.ts';
import { ReorderGate } from './reorder-gate.ts';
import { requireApplicable } from './require-applicable.ts';

export interface HttpProxyOptions {
  /** Of the server: http or https. */
  url: string;
  /** Default: a free one. */
  port?: number;
  transport?: Exclude<TransportKind, 'stdio'>;
  faults: readonly Fault[];
  seed: number;
  checkAddress?: CheckAddress;
  recorder?: FrameRecorder;
  onInjected?: (injection: Injection) => void;
  /** What went wrong between the proxy and the server. */
  onProblem: (reason: string) => void;
}

/** Listens on the loopback address and hands every request on to one server. */
export class HttpProxy {
  /** What stands in place of the server's URL. */
  readonly url: string;
  readonly #server: Server;
  readonly #injector: FaultInjector;
  readonly #transport: TransportKind;
  readonly #closing: AbortController;

  /** Throws FaultError for faults that do not apply, WireError for a URL that may not be used or a port that is taken. */
  static async start(options: HttpProxyOptions): Promise<HttpProxy> {
    const target = URL.parse(options.url);
    if (target === null || !/^https?:$/.test(target.protocol)) {
      throw new WireError('bad-target', `${options.url} is not an http or https URL.`, 'Give the URL of the server.');
    }
    const transport = options.transport ?? 'streamable-http';
    requireApplicable(options.faults, transport);
    const { faults, seed, onInjected } = options;
    const injector = new FaultInjector({ faults, seed, onInjected });
    const closing = new AbortController();
    const server = createServer({ keepAliveTimeout: 60_000 });
    // A stream may be silent for as long as it likes.
    server.requestTimeout = 0;
    server.timeout = 0;
    const port = await listen(server, options.port ?? 0);
    server.on('request', relay({ ...options, injector, target, closing: closing.signal, port }));
    return new HttpProxy({
      server,
      injector,
      transport,
      closing,
      url: `http://127.0.0.1:${port}${target.pathname}${target.search}`,
    });
  }

  private constructor(parts: {
    server: Server;
    injector: FaultInjector;
    transport: TransportKind;
    closing: AbortController;
    url: string;
  }) {
    this.url = parts.url;
    this.#server = parts.server;
    this.#injector = parts.injector;
    this.#transport = parts.transport;
    this.#closing = parts.closing;
  }

  /** Puts these faults in place of those before. Throws FaultError where one does not apply. */
  arm(faults: readonly Fault[]): void {
    requireApplicable(faults, this.#transport);
    this.#injector.arm(faults);
  }

  disarm(): void {
    this.#injector.disarm();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

function relay(
  options: HttpProxyOptions & { injector: FaultInjector; target: URL; closing: AbortSignal; port: number },
): (request: IncomingMessage, response: ServerResponse) => void {
  const { target, checkAddress, port } = options;
  const targetPort = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
  const literal = target.hostname.replace(/^\[|\]$/g, '');
  let exchanges = 0;
  const context = {
    ...options,
    proxyHosts: [`127.0.0.1:${port}`, `localhost:${port}`],
    methods: new MethodMemory(),
    gates: { 'to-server': new ReorderGate(), 'to-client': new ReorderGate() },
    lookup: checkAddress === undefined ? undefined : createGuardedLookup(checkAddress, targetPort),
    refused: isIP(literal) === 0 ? undefined : checkAddress?.(literal, targetPort),
  };
  return (request, response) => {
    const name = `${(request.method ?? 'GET').toLowerCase()}-${++exchanges}`;
    void new ProxiedExchange(context, name, request, response).run();
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new WireError('unreachable', `Port ${port}: ${error.message}`, 'Give another --port, or none.'));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
