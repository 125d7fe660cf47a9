import type { OpenOptions, Revision, Target } from '@mcp-lab/wire';
import { type Answers, CaseSession } from './case-session.ts';
import type { PlannedCase } from './plan-cases.ts';
import type { CaseSurroundings } from './run-case.ts';

/** Opens sessions for cases: one for each attempt, or one for all cases that share theirs. */
export class SessionKeeper {
  readonly #target: Target;
  readonly #optionsFor: (planned: PlannedCase) => OpenOptions;
  readonly #sharedMethods: readonly string[];
  readonly #shared = new Map<Revision, CaseSession>();

  /** `cases`: the whole plan; a shared session declares what any of its cases can answer. */
  constructor(target: Target, cases: readonly PlannedCase[], optionsFor: (planned: PlannedCase) => OpenOptions) {
    this.#target = target;
    this.#optionsFor = optionsFor;
    const sharing = cases.filter((planned) => planned.case.session === 'shared');
    this.#sharedMethods = [...new Set(sharing.flatMap((planned) => Object.keys(planned.case.answers ?? {})))];
  }

  beginAttempt(planned: PlannedCase): ReturnType<CaseSurroundings['beginAttempt']> {
    const answers = planned.case.answers ?? {};
    if (planned.case.session === 'shared') {
      return { session: () => this.#openShared(planned, answers), end: () => Promise.resolve() };
    }
    let own: CaseSession | undefined;
    return {
      session: async () => {
        // A process that died in a step does not keep the teardown from cleaning up.
        if (own?.closed) await own.close();
        if (own === undefined || own.closed) own = await this.#open(planned, Object.keys(answers), answers);
        return own;
      },
      end: async () => own?.close(),
    };
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#shared.values()].map((session) => session.close()));
  }

  async #openShared(planned: PlannedCase, answers: Answers): Promise<CaseSession> {
    const known = this.#shared.get(planned.revision);
    if (known?.closed === false) {
      known.useAnswers(answers);
      return known;
    }
    await known?.close();
    const session = await this.#open(planned, this.#sharedMethods, answers);
    this.#shared.set(planned.revision, session);
    return session;
  }

  async #open(planned: PlannedCase, methods: readonly string[], answers: Answers): Promise<CaseSession> {
    try {
      const session = await CaseSession.open(this.#target, this.#optionsFor(planned), methods);
      session.useAnswers(answers);
      return session;
    } catch (error) {
      throw new Error(`a session could not be opened: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
