import type { Command } from '../runner/protocol.ts';
import type { RunnerProcess } from './runner-process.ts';

/** Questions that wait for their answer from one runner. */
export class RunnerQuestions<Answer extends { id: number }> {
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  #nextId = 1;

  /** `command` gets the id its answer will carry. Null when no answer came in time, or the runner ended first. */
  ask(runner: RunnerProcess, patienceMs: number, command: (id: number) => Command): Promise<Answer | null> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, null), patienceMs);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      runner.send(command(id));
    });
  }

  answer(report: Answer): void {
    this.#settle(report.id, report);
  }

  /** The runner is gone: nothing more will come. */
  giveUp(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
  }

  #settle(id: number, answer: Answer | null): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }
}
