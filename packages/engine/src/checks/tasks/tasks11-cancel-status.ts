import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { resultsOf } from './task-sightings.ts';
import { declaresPart, noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11CancelStatusCheck: Check = {
  id: 'tasks11-cancel-status',
  area: 'tasks',
  title: 'A cancelled task is cancelled, and stays so',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#task-cancellation',
  fix: 'Set the status to "cancelled" before answering tasks/cancel, and keep it whatever the work still does.',
  run(context) {
    if (noTasks(context) === undefined && !declaresPart(context, 'cancel'))
      return context.notApplicable('tasks.cancel is not declared');
    const cancelled = resultsOf(context, 'tasks/cancel').filter(({ result }) => result !== undefined);
    const looks = resultsOf(context, 'tasks/get');
    const wording = { subjects: 'cancelled tasks', sound: 'are cancelled and stay so' };
    return judgeTasks(context, 'taskSlow', cancelled, wording, ({ frame, params, result }) => {
      if (result?.status !== 'cancelled') return `tasks/cancel gave the status ${quoteJson(result?.status)}`;
      const later = looks.filter(({ sent, params: { taskId } }) => sent.seq > frame.seq && taskId === params.taskId);
      const other = later.find(({ result: seen }) => seen !== undefined && seen.status !== 'cancelled');
      return other && `after its cancellation the task was ${quoteJson(other.result?.status)}`;
    });
  },
};
