import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { resultsOf } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

export const taskxGetCompleteCheck: Check = {
  id: 'taskx-get-complete',
  area: 'tasks',
  title: 'The answer to tasks/get is a complete result',
  level: 'MUST',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-polling',
  fix: 'Answer tasks/get with resultType "complete", whatever the status of the task.',
  run(context) {
    const got = resultsOf(context, 'tasks/get').filter(({ result }) => result !== undefined);
    const wording = { subjects: 'answers to tasks/get', sound: 'have resultType "complete"' };
    return judgeTasks(context, 'task', got, wording, ({ result }) =>
      result?.resultType === 'complete'
        ? undefined
        : `resultType is ${quoteJson(result?.resultType)} in ${quoteJson(result)}`,
    );
  },
};
