import type { CallRole, SuiteInputs } from '@mcp-lab/contracts';
import { eraOf, type JsonObject, type OpenOptions, type Revision, type Session } from '@mcp-lab/wire';
import { answerServer, askableCapabilities } from '../surface/answer-question.ts';
import type { Check, Tour } from './check.ts';
import { askingRoles, performAsking } from './perform-asking.ts';
import { performExercise } from './perform-exercise.ts';
import { performTasks, taskRoles, tasksExtension } from './perform-tasks.ts';

/** Well-formed traffic on a session of its own, made so that checks can judge what comes of it. */
export interface Exercise {
  /** Made only for checks that ask for it; the one without a name always. */
  name?: NonNullable<Check['exercise']>;
  /** Nothing to do unless one of these calls is known. */
  roles?: readonly CallRole[];
  open?(revision: Revision): Partial<OpenOptions>;
  run(session: Session, tour: Tour, inputs: SuiteInputs): Promise<void>;
}

export const exercises: readonly Exercise[] = [
  { run: performExercise },
  {
    name: 'asking',
    roles: askingRoles,
    open: () => ({ clientCapabilities: askableCapabilities, onServerRequest: answerServer }),
    run: performAsking,
  },
  {
    name: 'tasks',
    roles: taskRoles,
    open: (revision) => ({
      clientCapabilities: { elicitation: { form: {} }, ...extensionsAt(revision) },
      onServerRequest: answerServer,
      // The progress of a task comes on no stream of a request.
      getStream: true,
    }),
    run: performTasks,
  },
];

function extensionsAt(revision: Revision): JsonObject {
  return eraOf(revision) === 'modern' ? { extensions: { [tasksExtension]: {} } } : {};
}
