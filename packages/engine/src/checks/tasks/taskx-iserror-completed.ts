import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { isTaskEnd, roleTasks, sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxIserrorCompletedCheck: Check = {
  id: 'taskx-iserror-completed',
  area: 'tasks',
  title: 'A task whose tool reports an error is completed',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-execution-errors',
  fix: 'Use the status failed for JSON-RPC errors only; a result with isError is a result.',
  run(context) {
    const sightings = sightingsInRun(context);
    const ended = roleTasks(context, 'taskIsError').flatMap(({ task: { taskId } }) => {
      const end = sightings.find(({ task }) => task.taskId === taskId && isTaskEnd(task.status));
      return end === undefined ? [] : [end];
    });
    const wording = { subjects: 'tasks whose tool reports an error', sound: 'are completed' };
    return judgeTasks(context, 'taskIsError', ended, wording, ({ task }) => {
      if (task.status !== 'completed') return `the status is ${quoteJson(task.status)}: ${quoteJson(task)}`;
      const isError = isJsonObject(task.result) && task.result.isError === true;
      return isError
        ? undefined
        : `the result does not have isError, as the suite file says it would: ${quoteJson(task)}`;
    });
  },
};
