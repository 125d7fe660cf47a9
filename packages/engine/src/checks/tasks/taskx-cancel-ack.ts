import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { faultOfAck } from './fault-of-ack.ts';
import { judgeTasks } from './judge-tasks.ts';
import { resultsOf, sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxCancelAckCheck: Check = {
  id: 'taskx-cancel-ack',
  area: 'tasks',
  title: 'tasks/cancel is acknowledged with an empty result, also for tasks that have ended',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-cancellation',
  fix: 'Answer tasks/cancel with resultType "complete" and nothing else as long as the task is known.',
  run(context) {
    const known = new Set(sightingsInRun(context).map(({ task }) => task.taskId));
    const cancelled = resultsOf(context, 'tasks/cancel').filter(({ params }) => known.has(params.taskId));
    const wording = { subjects: 'answers to tasks/cancel', sound: 'are empty and complete' };
    return judgeTasks(context, 'taskSlow', cancelled, wording, ({ result, error }) =>
      error === undefined ? faultOfAck(result) : `expected an empty result, got ${quoteJson(error)}`,
    );
  },
};
