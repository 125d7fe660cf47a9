import { type ChildProcess, fork } from 'node:child_process';
import { type IpcMessage, ipcMessageSchema } from '../process/ipc-message.ts';
import { backoffMs } from './backoff.ts';

export interface ChildDefinition {
  /** What people read: `api`, `worker 2`. */
  name: string;
  /** Absolute path of the entry file. */
  entry: string;
  args: string[];
  /** Default: this process's own. */
  env?: Record<string, string>;
  /** Its standard output is not shown: what it says there is nobody's business. */
  quiet?: boolean;
  onMessage(message: IpcMessage): void;
  /** It left without being asked to; it is started again after `delayMs`. */
  onCrash(crash: { name: string; how: string; delayMs: number }): void;
  /** It left before it was ever ready, and starting it again would not help. */
  onHopeless(exitCode: number): void;
}

const maxDelayMs = 30_000;
/** A child that ran this long was well; the next crash counts as the first. */
const wellAfterMs = 60_000;
/** A first start that fails this often is not going to work. */
const maxFirstStarts = 3;
/** The child has printed its sentence already: what is wrong will not mend itself. */
const hopelessExitCodes = [1, 78];

/** A process of the lab that is started again when it crashes. */
export class SupervisedChild {
  readonly #definition: ChildDefinition;
  #child: ChildProcess | undefined;
  #startedAtMs = 0;
  #failures = 0;
  #wasReady = false;
  #stopping = false;
  #restart: NodeJS.Timeout | undefined;
  readonly ready: Promise<void>;
  #markReady: () => void = () => {};

  constructor(definition: ChildDefinition) {
    this.#definition = definition;
    this.ready = new Promise((resolve) => {
      this.#markReady = resolve;
    });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { entry, args, env, quiet } = this.#definition;
    this.#startedAtMs = performance.now();
    const child = fork(entry, args, { env, stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    child.on('message', (value) => this.#receive(value));
    child.once('error', (error) => this.#ended(child, error.message, null));
    child.once('exit', (code, signal) => this.#ended(child, signal ?? `exit code ${code}`, code));
  }

  send(message: IpcMessage): void {
    // A child that is just leaving closes its channel: what was meant for it is no longer needed.
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  /** SIGTERM; resolves when it has gone. */
  stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child === undefined || hasGone(child)) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  }

  kill(): void {
    this.#stopping = true;
    if (this.#child !== undefined && !hasGone(this.#child)) this.#child.kill('SIGKILL');
  }

  #receive(value: unknown): void {
    const message = ipcMessageSchema.safeParse(value);
    if (!message.success) return;
    if (message.data.type === 'ready') {
      this.#wasReady = true;
      this.#markReady();
    }
    this.#definition.onMessage(message.data);
  }

  #ended(child: ChildProcess, how: string, code: number | null): void {
    if (this.#stopping || child !== this.#child) return;
    this.#child = undefined;
    const { name, onCrash, onHopeless } = this.#definition;
    const wasWell = performance.now() - this.#startedAtMs > wellAfterMs;
    this.#failures = wasWell ? 1 : this.#failures + 1;
    const willNotWork = (code !== null && hopelessExitCodes.includes(code)) || this.#failures >= maxFirstStarts;
    if (!this.#wasReady && willNotWork) {
      onHopeless(code ?? 1);
      return;
    }
    const delayMs = backoffMs(this.#failures, maxDelayMs);
    onCrash({ name, how, delayMs });
    this.#restart = setTimeout(() => this.start(), delayMs);
  }
}

function hasGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
