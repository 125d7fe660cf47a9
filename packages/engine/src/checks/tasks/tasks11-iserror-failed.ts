import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { isTaskEnd, resultsOf } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11IserrorFailedCheck: Check = {
  id: 'tasks11-iserror-failed',
  area: 'tasks',
  title: 'A task whose tool reports an error has failed, and says why',
  level: 'SHOULD',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#task-execution-errors',
  fix: 'Set the status to "failed" with a statusMessage when the result of the tool has isError.',
  run(context) {
    const looks = resultsOf(context, 'tasks/get');
    const erred = resultsOf(context, 'tasks/result').filter(({ result }) => result?.isError === true);
    const wording = { subjects: 'tasks whose result has isError', sound: 'failed with a statusMessage' };
    return judgeTasks(context, 'taskIsError', erred, wording, ({ params }) => {
      const last = looks.findLast(({ params: { taskId }, result }) => taskId === params.taskId && result !== undefined);
      if (last?.result === undefined || !isTaskEnd(last.result.status)) return undefined;
      const { status, statusMessage } = last.result;
      if (status !== 'failed') return `the result has isError, and the task is ${quoteJson(status)}`;
      return typeof statusMessage === 'string'
        ? undefined
        : `the task failed without a statusMessage: ${quoteJson(last.result)}`;
    });
  },
};
