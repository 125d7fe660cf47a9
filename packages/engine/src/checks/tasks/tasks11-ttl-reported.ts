import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { sightingsInRun } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11TtlReportedCheck: Check = {
  id: 'tasks11-ttl-reported',
  area: 'tasks',
  title: 'tasks/get says how long the task is kept',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#ttl-and-resource-management',
  fix: 'Put the ttl that really applies into the answer to tasks/get, in milliseconds, or null for no limit.',
  run(context) {
    const got = sightingsInRun(context).filter(({ source }) => source === 'get');
    const wording = { subjects: 'answers to tasks/get', sound: 'have a ttl' };
    return judgeTasks(context, 'task', got, wording, ({ task: { ttl } }) =>
      ttl === null || (typeof ttl === 'number' && Number.isInteger(ttl) && ttl >= 0)
        ? undefined
        : `expected an integer or null as ttl, got ${quoteJson(ttl)}`,
    );
  },
};
