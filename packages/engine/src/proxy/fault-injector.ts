import type { Fault, FaultKind, Injection } from '@mcp-lab/contracts';
import { matchesPattern } from '../check/matches-pattern.ts';
import { createSeededRandom } from '../random/seeded-random.ts';
import type { MessageDirection, ProxiedMessage } from './proxied-message.ts';

type MessageFault = Extract<Fault, { probability: number }>;

interface ArmedFault {
  fault: Fault;
  random: () => number;
  seen: number;
}

export interface FaultInjectorOptions {
  faults: readonly Fault[];
  seed: number;
  /** Milliseconds, monotonic; the windows of the faults count from the moment they are armed. */
  nowMs?: () => number;
  onInjected?: (injection: Injection) => void;
}

type Occasion = Pick<ProxiedMessage, 'direction' | 'method' | 'id'>;

/** Decides which faults strike what, and tells of each that does. */
export class FaultInjector {
  readonly #options: FaultInjectorOptions;
  readonly #nowMs: () => number;
  readonly #startedMs: number;
  #armed: ArmedFault[] = [];
  #armedMs = 0;
  #term = new AbortController();

  constructor(options: FaultInjectorOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
    this.#startedMs = this.#nowMs();
    this.arm(options.faults);
  }

  /** Whether any fault is set: without, a proxy need not look at what it passes on. */
  get isArmed(): boolean {
    return this.#armed.length > 0;
  }

  get faults(): Fault[] {
    return this.#armed.map(({ fault }) => fault);
  }

  /** Aborts when the present faults are taken away: what they still hold back is then let go. */
  get term(): AbortSignal {
    return this.#term.signal;
  }

  /** Puts these faults in place of those before. */
  arm(faults: readonly Fault[]): void {
    this.#term.abort();
    this.#term = new AbortController();
    this.#armedMs = this.#nowMs();
    this.#armed = faults.map((fault, index) => ({
      fault,
      random: createSeededRandom(this.#options.seed, `fault ${index} ${fault.kind}`),
      seen: 0,
    }));
  }

  disarm(): void {
    this.arm([]);
  }

  /** The faults of these kinds that strike now; counts the message for each that fits. */
  strike<Kind extends FaultKind>(occasion: Occasion, kinds: readonly Kind[]): Extract<Fault, { kind: Kind }>[] {
    const struck: Extract<Fault, { kind: Kind }>[] = [];
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (!isOf(fault, kinds) || !this.isOn(fault) || !fits(fault, occasion)) continue;
      armed.seen++;
      if (!('probability' in fault)) struck.push(fault);
      else if (isDrawn(fault, armed)) struck.push(fault);
    }
    return struck;
  }

  /** How long the end of one side is kept from the other, in ms. */
  closeDelayMs(direction: MessageDirection): number {
    const slow = this.strike({ direction, method: undefined, id: undefined }, ['slow-close']);
    for (const fault of slow) this.record(fault, { direction, method: undefined, id: undefined }, 'connection');
    return slow.reduce((sum, { ms }) => sum + ms, 0);
  }

  isOn({ afterSeconds, seconds }: Pick<Fault, 'afterSeconds' | 'seconds'>): boolean {
    const elapsed = (this.#nowMs() - this.#armedMs) / 1000;
    return elapsed >= afterSeconds && elapsed < afterSeconds + (seconds ?? Number.POSITIVE_INFINITY);
  }

  /** A source of chance for what a fault does. */
  randomOf(fault: Fault): () => number {
    return (
      this.#armed.find((armed) => armed.fault === fault)?.random ?? createSeededRandom(this.#options.seed, fault.kind)
    );
  }

  record({ kind }: Fault, occasion: Partial<Occasion>, scope: Injection['scope']): void {
    this.#options.onInjected?.({
      atMs: Math.round((this.#nowMs() - this.#startedMs) * 10) / 10,
      kind,
      direction: occasion.direction ?? null,
      method: occasion.method ?? null,
      id: occasion.id ?? null,
      scope,
    });
  }
}

function isOf<Kind extends FaultKind>(fault: Fault, kinds: readonly Kind[]): fault is Extract<Fault, { kind: Kind }> {
  return (kinds as readonly string[]).includes(fault.kind);
}

function fits(fault: Fault, { direction, method }: Occasion): boolean {
  if ('direction' in fault && fault.direction !== 'both' && fault.direction !== direction) return false;
  if (!('methods' in fault) || fault.methods.length === 0) return true;
  return method !== undefined && fault.methods.some((pattern) => matchesPattern(method, pattern));
}

function isDrawn({ every, probability }: MessageFault, { seen, random }: ArmedFault): boolean {
  if (seen % every !== 0) return false;
  return probability >= 1 || random() < probability;
}
