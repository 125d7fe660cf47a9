import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { createdTasks } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxResultTypeCheck: Check = {
  id: 'taskx-result-type',
  area: 'tasks',
  title: 'A task that is handed out says that it is one',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#polymorphic-results',
  fix: 'Answer the call with resultType "task" and the fields of the task beside it, not in a member of their own.',
  run(context) {
    const wording = { subjects: 'calls answered with a task', sound: 'have resultType "task" and the task beside it' };
    return judgeTasks(context, 'task', createdTasks(context), wording, ({ result }) => {
      if (result?.resultType !== 'task')
        return `resultType is ${quoteJson(result?.resultType)} in ${quoteJson(result)}`;
      return typeof result.taskId === 'string'
        ? undefined
        : `the result has no taskId of its own: ${quoteJson(result)}`;
    });
  },
};
