import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { IpcMessage } from '../process/ipc-message.ts';
import { type ChildDefinition, SupervisedChild } from './supervised-child.ts';
import { findWebEntry } from './web-entry.ts';

const sources = join(import.meta.dirname, '..');

interface LabProcessesOptions {
  config: Config;
  web: boolean;
  say(line: string): void;
  onHopeless(name: string, exitCode: number): void;
}

/** Everything the supervisor keeps alive: api, worker and the dashboard. */
export class LabProcesses {
  /** Where the api really listens; differs from the configuration for port 0. */
  apiPort: number;
  readonly #options: LabProcessesOptions;
  readonly #children: SupervisedChild[] = [];

  constructor(options: LabProcessesOptions) {
    this.#options = options;
    this.apiPort = options.config.port;
  }

  /** Starts them all; resolves when each has been ready once. */
  async start(): Promise<void> {
    const { config, web } = this.#options;
    const started = [
      ...this.#add('api', config.apiReplicas, join(sources, 'api/main.ts')),
      ...this.#add('worker', config.workerReplicas, join(sources, 'worker/main.ts')),
    ];
    if (web) started.push(this.#addWeb());
    await Promise.all(started.map((child) => child.ready));
  }

  /** SIGTERM to all; resolves when the last is gone. */
  async stop(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.stop()));
  }

  kill(): void {
    for (const child of this.#children) child.kill();
  }

  #add(role: string, replicas: number, entry: string): SupervisedChild[] {
    return Array.from({ length: replicas }, (_, index) =>
      this.#startChild({ name: replicas === 1 ? role : `${role} ${index + 1}`, entry, args: [] }),
    );
  }

  #addWeb(): SupervisedChild {
    const { config } = this.#options;
    return this.#startChild({
      name: 'web',
      entry: join(import.meta.dirname, 'web-process.ts'),
      args: [findWebEntry(), config.host, String(config.webPort)],
      // Next greets with addresses and a "Ready" of its own, before the lab is.
      quiet: true,
      // No secret and no database address: it only draws pages.
      env: {
        ...config.hostEnvironment,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        HOSTNAME: config.host,
        PORT: String(config.webPort),
        API_PUBLIC_URL: config.apiUrl,
      },
    });
  }

  #startChild(definition: Pick<ChildDefinition, 'name' | 'entry' | 'args' | 'env' | 'quiet'>) {
    const child: SupervisedChild = new SupervisedChild({
      ...definition,
      onMessage: (message) => this.#receive(child, message),
      onCrash: ({ name, how, delayMs }) =>
        this.#options.say(`${name} ended unexpectedly (${how}); starting it again in ${delayMs / 1000} s.`),
      onHopeless: (exitCode) => this.#options.onHopeless(definition.name, exitCode),
    });
    this.#children.push(child);
    child.start();
    return child;
  }

  #receive(from: SupervisedChild, message: IpcMessage): void {
    if (message.type === 'ready') {
      if (message.port !== undefined) this.apiPort = message.port;
      return;
    }
    for (const child of this.#children) if (child !== from) child.send(message);
  }
}
