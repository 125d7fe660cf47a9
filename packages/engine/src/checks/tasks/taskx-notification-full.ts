import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { isTaskEnd, sightingsInRun } from './task-sightings.ts';
import { taskTransports } from './tasks-scope.ts';

const compared = ['taskId', 'createdAt', 'statusMessage', 'result', 'error', 'inputRequests'];

export const taskxNotificationFullCheck: Check = {
  id: 'taskx-notification-full',
  area: 'tasks',
  title: 'A notification of a task says what tasks/get would say',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'seps/2663-tasks-extension#task-status-notifications',
  fix: 'Send in notifications/tasks the whole task, with its result, error or inputRequests.',
  run(context) {
    const looks = sightingsInRun(context).filter(({ source }) => source === 'get');
    const told = sightingsInRun(context).filter(
      ({ source, task }) => source === 'notification' && isTaskEnd(task.status),
    );
    const pairs = told.flatMap((one) => {
      const look = looks.find(({ task }) => task.taskId === one.task.taskId && task.status === one.task.status);
      return look === undefined ? [] : [{ ...one, look }];
    });
    const wording = { subjects: 'notifications of ended tasks', sound: 'say what tasks/get says' };
    return judgeTasks(context, 'task', pairs, wording, ({ task, look }) => {
      const wrong = compared.find((member) => JSON.stringify(task[member]) !== JSON.stringify(look.task[member]));
      if (wrong === undefined) return undefined;
      return `${wrong} is ${quoteJson(task[wrong])} in the notification and ${quoteJson(look.task[wrong])} by tasks/get`;
    });
  },
};
