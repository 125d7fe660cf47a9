import type { JsonValue } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { isTaskEnd, resultsOf, sightingsInRun } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11ResultBlocksCheck: Check = {
  id: 'tasks11-result-blocks',
  area: 'tasks',
  title: 'tasks/result waits for the end and gives what the call came to',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#result-retrieval',
  fix: 'Hold the answer to tasks/result back until the task has ended, then give exactly the result or the error of the call.',
  run(context) {
    const waited = resultsOf(context, 'tasks/result').filter(({ sent, params }) =>
      wasRunning(context, params.taskId, sent.seq),
    );
    const looks = resultsOf(context, 'tasks/get');
    const wording = { subjects: 'answers to tasks/result of a running task', sound: 'came at its end' };
    return judgeTasks(context, 'task', waited, wording, ({ frame, params, result }) => {
      const next = looks.find(({ sent, params: { taskId } }) => sent.seq > frame.seq && taskId === params.taskId);
      if (next?.result !== undefined && !isTaskEnd(next.result.status)) {
        return `tasks/result was answered, and after that the task was ${quoteJson(next.result.status)}`;
      }
      const isResult = result === undefined || Array.isArray(result.content);
      return isResult ? undefined : `expected the result of the tool, got ${quoteJson(result)}`;
    });
  },
};

/** Whether the last thing known of a task before a point of the transcript was that it had not ended. */
function wasRunning(context: CheckContext, taskId: JsonValue | undefined, before: number): boolean {
  const last = sightingsInRun(context).findLast(({ frame, task }) => frame.seq < before && task.taskId === taskId);
  return last !== undefined && !isTaskEnd(last.task.status);
}
