import type { Fault } from '@mcp-lab/contracts';
import {
  applyProcessFault,
  isProcessFault,
  type ProcessFault,
  type ProxiedProcess,
  type UndoFault,
} from './apply-process-fault.ts';

export interface ProcessFaultListener {
  onApplied(fault: ProcessFault): void;
  onProblem(fault: ProcessFault, reason: string): void;
}

/** Switches the faults of the process on and off at their times. Whatever happens, `off` takes all of them away. */
export class ProcessFaultSwitch {
  readonly #server: ProxiedProcess;
  readonly #listener: ProcessFaultListener;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #undo = new Map<ProcessFault, Promise<UndoFault | undefined>>();

  constructor(server: ProxiedProcess, listener: ProcessFaultListener) {
    this.#server = server;
    this.#listener = listener;
  }

  /** Resolves when those that begin at once have begun. */
  async on(faults: readonly Fault[]): Promise<void> {
    const begun: Promise<unknown>[] = [];
    for (const fault of faults) {
      if (!isProcessFault(fault) || (fault.kind === 'kill' && fault.methods.length > 0)) continue;
      if (fault.afterSeconds === 0) begun.push(this.begin(fault));
      else this.#later(fault.afterSeconds, () => void this.begin(fault));
    }
    await Promise.all(begun);
  }

  async begin(fault: ProcessFault): Promise<void> {
    const applying = this.#apply(fault);
    this.#undo.set(fault, applying);
    if ((await applying) === undefined || fault.seconds === undefined) return;
    this.#later(fault.seconds, () => void this.#end(fault));
  }

  async off(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all([...this.#undo.keys()].map((fault) => this.#end(fault)));
  }

  async #apply(fault: ProcessFault): Promise<UndoFault | undefined> {
    try {
      const undo = await applyProcessFault(fault, this.#server);
      this.#listener.onApplied(fault);
      return undo;
    } catch (error) {
      this.#listener.onProblem(fault, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  async #end(fault: ProcessFault): Promise<void> {
    const undo = await this.#undo.get(fault);
    this.#undo.delete(fault);
    try {
      await undo?.();
    } catch (error) {
      this.#listener.onProblem(fault, `could not be undone: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #later(seconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, seconds * 1000);
    this.#timers.add(timer);
  }
}
