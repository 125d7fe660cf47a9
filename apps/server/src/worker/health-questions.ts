import type { Report } from '../runner/protocol.ts';
import type { RunnerProcess } from './runner-process.ts';

type HealthAnswer = Extract<Report, { type: 'health' }>;

/** Longer than a check takes that opens a session first. */
const patienceMs = 45_000;

/** The health checks that wait for their answer from one runner. */
export class HealthQuestions {
  readonly #waiting = new Map<number, (answer: HealthAnswer | null) => void>();
  #nextId = 1;

  /** Null when no answer came, or the runner ended first. */
  ask(runner: RunnerProcess, key: string): Promise<HealthAnswer | null> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, null), patienceMs);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      runner.send({ type: 'check', key, id });
    });
  }

  answer(report: HealthAnswer): void {
    this.#settle(report.id, report);
  }

  /** The runner is gone: nothing more will come. */
  giveUp(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
  }

  #settle(id: number, answer: HealthAnswer | null): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }
}
