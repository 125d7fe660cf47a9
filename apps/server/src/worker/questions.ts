import type { ServerCall } from '@mcp-lab/contracts';
import type { Report } from '../runner/protocol.ts';
import type { RunnerProcess } from './runner-process.ts';
import { RunnerQuestions } from './runner-questions.ts';

export type HealthAnswer = Extract<Report, { type: 'health' }>;
export type CallAnswer = Extract<Report, { type: 'called' }>;

/** Longer than a check takes that opens a session first; calls have a time of their own on top. */
const patienceMs = 45_000;

/** What is asked of the runner that watches servers. */
export class Questions {
  readonly #health = new RunnerQuestions<HealthAnswer>();
  readonly #calls = new RunnerQuestions<CallAnswer>();

  askHealth(runner: RunnerProcess, key: string): Promise<HealthAnswer | null> {
    return this.#health.ask(runner, patienceMs, (id) => ({ type: 'check', key, id }));
  }

  async call(runner: RunnerProcess, key: string, call: ServerCall): Promise<CallAnswer['answer'] | null> {
    const patience = patienceMs + call.timeoutMs;
    const report = await this.#calls.ask(runner, patience, (id) => ({ type: 'call', key, id, call }));
    return report?.answer ?? null;
  }

  /** Whether the report was an answer. */
  take(report: Report): boolean {
    if (report.type === 'health') this.#health.answer(report);
    else if (report.type === 'called') this.#calls.answer(report);
    else return false;
    return true;
  }

  /** The runner is gone: nothing more will come. */
  giveUp(): void {
    this.#health.giveUp();
    this.#calls.giveUp();
  }
}
