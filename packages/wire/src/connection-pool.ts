import { Client, type Dispatcher } from 'undici';
import { createConnector } from './guarded-connector.ts';
import type { CheckAddress } from './open-options.ts';

/**
 * One HTTP/1.1 connection for each exchange that is under way, the last one that became free first. undici's own pool
 * opens a second connection when a request follows its predecessor at once; a load of N must be N connections.
 */
export class ConnectionPool {
  readonly #idle = new Map<string, Client[]>();
  readonly #all = new Set<Client>();
  readonly #connect: ReturnType<typeof createConnector>;

  constructor(checkAddress: CheckAddress | undefined) {
    this.#connect = createConnector(checkAddress);
  }

  /** Returns the function that gives the connection back, to be called when the exchange has ended. */
  dispatch(origin: string, options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): () => void {
    const client = this.#idle.get(origin)?.pop() ?? this.#create(origin);
    client.dispatch(options, handler);
    return () => this.#release(origin, client);
  }

  async destroy(): Promise<void> {
    const clients = [...this.#all];
    this.#all.clear();
    this.#idle.clear();
    await Promise.all(clients.map((client) => client.destroy()));
  }

  #create(origin: string): Client {
    // Time limits are the exchange's own, over its whole life.
    const client = new Client(origin, { headersTimeout: 0, bodyTimeout: 0, connect: this.#connect });
    this.#all.add(client);
    return client;
  }

  #release(origin: string, client: Client): void {
    if (!this.#all.has(client)) return;
    const idle = this.#idle.get(origin);
    if (idle === undefined) this.#idle.set(origin, [client]);
    else idle.push(client);
  }
}
