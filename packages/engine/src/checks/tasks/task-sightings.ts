import type { CallRole } from '@mcp-lab/contracts';
import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { rememberByFrames } from '../jsonrpc/remember-by-frames.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';

/** A request of the run and its answer. */
export interface TaskAnswer {
  sent: Frame;
  frame: Frame;
  method: string;
  params: JsonObject;
  result: JsonObject | undefined;
  error: JsonObject | undefined;
}

/** A task as a message of the server showed it. */
export interface Sighting {
  frame: Frame;
  /** What was asked, where it was. */
  sent: Frame | undefined;
  source: 'create' | 'get' | 'cancel' | 'list' | 'notification';
  task: JsonObject;
}

const endedStatuses = ['completed', 'failed', 'cancelled'];
const notificationMethods = ['notifications/tasks', 'notifications/tasks/status'];

export function isTaskEnd(status: JsonValue | undefined): boolean {
  return typeof status === 'string' && endedStatuses.includes(status);
}

/** The answers to requests of these methods, in order of arrival. */
export function resultsOf(context: CheckContext, ...methods: string[]): TaskAnswer[] {
  return serverMessages(context).flatMap(({ frame, message }) => {
    const request = context.tour.requestOf(frame);
    if (request === undefined || !methods.includes(request.method) || !isJsonObject(request.frame.json)) return [];
    const { params } = request.frame.json;
    const { result, error } = message;
    return [
      {
        sent: request.frame,
        frame,
        method: request.method,
        params: isJsonObject(params) ? params : {},
        result: isJsonObject(result) ? result : undefined,
        error: isJsonObject(error) ? error : undefined,
      },
    ];
  });
}

/** Calls of tools that were answered with a task, whether or not it says what it is. */
export const createdTasks = rememberByFrames(
  (context: CheckContext): readonly (TaskAnswer & { task: JsonObject })[] => {
    return resultsOf(context, 'tools/call').flatMap((answer) => {
      const task = createdIn(answer);
      return task === undefined ? [] : [{ ...answer, task }];
    });
  },
);

/** The tasks that became of the call the user named for a role. */
export function roleTasks(context: CheckContext, role: CallRole): (TaskAnswer & { task: JsonObject })[] {
  const call = context.call(role);
  return createdTasks(context).filter(
    ({ params }) =>
      call !== undefined &&
      params.name === call.name &&
      JSON.stringify(params.arguments) === JSON.stringify(call.arguments),
  );
}

/** Everything the run has shown of tasks, in order of arrival. */
export const sightingsInRun = rememberByFrames((context: CheckContext): readonly Sighting[] => {
  const created = createdTasks(context).map(({ frame, sent, task }): Sighting => {
    return { frame, sent, source: 'create', task };
  });
  const asked = resultsOf(context, 'tasks/get', 'tasks/cancel', 'tasks/list').flatMap(
    ({ frame, sent, method, result }): Sighting[] => {
      if (result === undefined) return [];
      const source = method === 'tasks/get' ? 'get' : method === 'tasks/cancel' ? 'cancel' : 'list';
      const listed = Array.isArray(result.tasks) ? result.tasks.filter(isJsonObject) : [];
      // Of the two eras only the older one answers a cancellation with the task.
      const shown = source === 'list' ? listed : 'taskId' in result ? [result] : [];
      return shown.map((task) => ({ frame, sent, source, task }));
    },
  );
  const told = serverMessages(context).flatMap(({ frame, message: { method, params } }): Sighting[] => {
    const isTold = typeof method === 'string' && notificationMethods.includes(method) && isJsonObject(params);
    return isTold ? [{ frame, sent: undefined, source: 'notification', task: params }] : [];
  });
  return [...created, ...asked, ...told].sort((left, right) => left.frame.seq - right.frame.seq);
});

function createdIn({ result, params }: TaskAnswer): JsonObject | undefined {
  if (result === undefined) return undefined;
  if (isJsonObject(params.task)) return isJsonObject(result.task) ? result.task : undefined;
  const looksLikeOne = typeof result.taskId === 'string' && typeof result.status === 'string';
  return result.resultType === 'task' || looksLikeOne ? result : undefined;
}
