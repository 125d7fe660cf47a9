import { randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Fault, Injection } from '@mcp-lab/contracts';
import type { StdioTarget } from '@mcp-lab/wire';
import { LineSplitter } from '@mcp-lab/wire/line-splitter';
import {
  type ControlCommand,
  type ControlReport,
  controlReportSchema,
  controlVariable,
  maxControlBytes,
} from './control-message.ts';

/** How the server behind one proxy ended. */
export type ServerEnd = Omit<Extract<ControlReport, { type: 'ended' }>, 'type'>;

export interface ControlledProxiesOptions {
  /** The server that each proxy starts. */
  target: StdioTarget;
  seed: number;
  onInjected: (injection: Injection) => void;
  onProblem: (kind: string, reason: string) => void;
  onEnded: (end: ServerEnd) => void;
}

/**
 * Stdio proxies, each a process that whoever opens a session starts in the server's place with `proxyTarget`. All of
 * them, also those that come later, have the faults that are armed. They end when this process does, however it ends.
 */
export class ControlledProxies {
  /** What is started in place of the server. */
  readonly proxyTarget: StdioTarget;
  readonly #options: ControlledProxiesOptions;
  readonly #server: Server;
  readonly #token: string;
  readonly #links = new Set<Socket>();
  readonly #acknowledged = new Map<number, PromiseWithResolvers<void>>();
  #faults: readonly Fault[] = [];
  #seq = 0;

  static async open(options: ControlledProxiesOptions): Promise<ControlledProxies> {
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ControlledProxies(options, server);
  }

  private constructor(options: ControlledProxiesOptions, server: Server) {
    this.#options = options;
    this.#server = server;
    this.#token = randomUUID();
    const { port } = server.address() as AddressInfo;
    this.proxyTarget = {
      kind: 'stdio',
      command: process.execPath,
      args: [join(import.meta.dirname, 'proxy-main.ts')],
      env: { [controlVariable]: `${port}:${this.#token}` },
      ...(options.target.cwd === undefined ? {} : { cwd: options.target.cwd }),
    };
    server.on('connection', (socket) => this.#welcome(socket));
  }

  /** Resolves when every proxy has the faults, and what they told before has arrived. */
  async arm(faults: readonly Fault[]): Promise<void> {
    this.#faults = faults;
    await Promise.all([...this.#links].map((socket) => this.#armOne(socket, faults)));
  }

  async close(): Promise<void> {
    for (const socket of this.#links) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #armOne(socket: Socket, faults: readonly Fault[]): Promise<void> {
    const seq = ++this.#seq;
    const armed = Promise.withResolvers<void>();
    this.#acknowledged.set(seq, armed);
    // A proxy that goes meanwhile has its faults no more.
    socket.once('close', armed.resolve);
    send(socket, { type: 'arm', seq, faults: [...faults] });
    await armed.promise;
    this.#acknowledged.delete(seq);
    socket.off('close', armed.resolve);
  }

  #welcome(socket: Socket): void {
    let isKnown = false;
    const lines = new LineSplitter(maxControlBytes, ({ raw }) => {
      const report = readReport(raw);
      if (report === undefined || (!isKnown && !this.#isOurs(report))) return void socket.destroy();
      if (isKnown) return this.#take(report);
      isKnown = true;
      this.#links.add(socket);
      const { target, seed } = this.#options;
      // One kill is one kill: the process that takes the place of the killed one is spared.
      const faults = this.#faults.filter((fault) => fault.kind !== 'kill' || fault.methods.length > 0);
      send(socket, { type: 'start', target, faults, seed });
    });
    socket.on('data', (chunk: Buffer) => lines.push(chunk, 0));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#links.delete(socket));
  }

  #isOurs(report: ControlReport): boolean {
    if (report.type !== 'hello') return false;
    const given = Buffer.from(report.token);
    const own = Buffer.from(this.#token);
    return given.length === own.length && timingSafeEqual(given, own);
  }

  #take(report: ControlReport): void {
    const { onInjected, onProblem, onEnded } = this.#options;
    if (report.type === 'injected') onInjected(report.injection);
    else if (report.type === 'problem') onProblem(report.kind, report.reason);
    else if (report.type === 'armed') this.#acknowledged.get(report.seq)?.resolve();
    else if (report.type === 'ended') onEnded(report);
  }
}

function send(socket: Socket, command: ControlCommand): void {
  socket.write(`${JSON.stringify(command)}\n`);
}

function readReport(raw: Buffer): ControlReport | undefined {
  try {
    const parsed = controlReportSchema.safeParse(JSON.parse(raw.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
