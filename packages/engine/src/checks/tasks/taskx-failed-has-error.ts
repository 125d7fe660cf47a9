import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxFailedHasErrorCheck: Check = {
  id: 'taskx-failed-has-error',
  area: 'tasks',
  title: 'A failed task carries its error',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-status',
  fix: 'Put the JSON-RPC error, with code and message, into the member error of a task that failed.',
  run(context) {
    const failed = sightingsInRun(context).filter(
      ({ task, source }) => task.status === 'failed' && source !== 'create',
    );
    const wording = { subjects: 'failed tasks in messages', sound: 'carry a JSON-RPC error' };
    return judgeTasks(context, 'taskFails', failed, wording, ({ task: { error } }) => {
      const isError = isJsonObject(error) && Number.isInteger(error.code) && typeof error.message === 'string';
      return isError ? undefined : `expected an error with code and message, got ${quoteJson(error)}`;
    });
  },
};
