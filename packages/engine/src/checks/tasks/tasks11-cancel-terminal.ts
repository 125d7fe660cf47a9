import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { isTaskEnd, resultsOf, sightingsInRun } from './task-sightings.ts';
import { declaresPart, noTasks, tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11CancelTerminalCheck: Check = {
  id: 'tasks11-cancel-terminal',
  area: 'tasks',
  title: 'A task that has ended cannot be cancelled',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#task-cancellation',
  fix: 'Answer tasks/cancel with error −32602 where the task is completed, failed or cancelled.',
  run(context) {
    if (noTasks(context) === undefined && !declaresPart(context, 'cancel'))
      return context.notApplicable('tasks.cancel is not declared');
    const sightings = sightingsInRun(context);
    const late = resultsOf(context, 'tasks/cancel').filter(({ sent, params }) =>
      sightings.some(
        ({ frame, task }) => task.taskId === params.taskId && isTaskEnd(task.status) && frame.seq < sent.seq,
      ),
    );
    const wording = { subjects: 'cancellations of ended tasks', sound: 'got error -32602' };
    return judgeTasks(context, 'task', late, wording, ({ error, result }) =>
      error?.code === -32602 ? undefined : `expected error -32602, got ${quoteJson(error ?? result)}`,
    );
  },
};
