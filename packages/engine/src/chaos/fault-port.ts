import type { Fault, Injection } from '@mcp-lab/contracts';
import type { CheckAddress, Target, TransportKind } from '@mcp-lab/wire';
import { ControlledProxies, type ServerEnd } from '../proxy/controlled-proxies.ts';
import { HttpProxy } from '../proxy/http-proxy.ts';

/** Where faults come into a chaos run: a proxy between the load and the server. */
export interface FaultPort {
  /** What the load speaks to in place of the server. */
  target: Target;
  /** Resolves with what could not be brought about, when the rest is there and what was injected before is known. */
  arm(faults: readonly Fault[]): Promise<string[]>;
  close(): Promise<void>;
}

export interface FaultPortOptions {
  target: Target;
  transport: TransportKind;
  seed: number;
  checkAddress?: CheckAddress;
  onInjected: (injection: Injection) => void;
  /** Stdio: how a server behind the proxy ended. */
  onEnded: (end: ServerEnd) => void;
}

export async function openFaultPort(options: FaultPortOptions): Promise<FaultPort> {
  const { target, transport, seed, checkAddress, onInjected, onEnded } = options;
  let problems: string[] = [];
  if (target.kind === 'stdio') {
    const proxies = await ControlledProxies.open({
      target,
      seed,
      onInjected,
      onEnded,
      onProblem: (kind, reason) => problems.push(`${kind}: ${reason}`),
    });
    return {
      target: proxies.proxyTarget,
      async arm(faults) {
        problems = [];
        await proxies.arm(faults);
        return problems;
      },
      close: () => proxies.close(),
    };
  }
  const proxy = await HttpProxy.start({
    url: target.url,
    transport: transport === 'http-sse' ? 'http-sse' : 'streamable-http',
    faults: [],
    seed,
    checkAddress,
    onInjected,
    // A server that cannot be reached is seen by the load.
    onProblem: () => {},
  });
  return {
    target: { kind: 'http', url: proxy.url, headers: target.headers },
    async arm(faults) {
      proxy.arm(faults);
      return [];
    },
    close: () => proxy.close(),
  };
}
