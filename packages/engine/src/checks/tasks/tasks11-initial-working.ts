import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { createdTasks } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11InitialWorkingCheck: Check = {
  id: 'tasks11-initial-working',
  area: 'tasks',
  title: 'A task begins in the status working',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#task-status-lifecycle',
  fix: 'Answer the call with a task whose status is "working", however soon it will be done.',
  run(context) {
    const wording = { subjects: 'new tasks', sound: 'are working' };
    return judgeTasks(context, 'task', createdTasks(context), wording, ({ task }) =>
      task.status === 'working' ? undefined : `a new task has the status ${quoteJson(task.status)}: ${quoteJson(task)}`,
    );
  },
};
