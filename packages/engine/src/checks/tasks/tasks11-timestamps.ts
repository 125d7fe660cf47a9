import type { JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeTasks } from './judge-tasks.ts';
import { sightingsInRun } from './task-sightings.ts';
import { tasks11, taskTransports } from './tasks-scope.ts';

export const tasks11TimestampsCheck: Check = {
  id: 'tasks11-timestamps',
  area: 'tasks',
  title: 'Every task says in ISO 8601 when it was created and last updated',
  level: 'MUST',
  revisions: tasks11,
  transports: taskTransports,
  isolation: 'tour',
  exercise: 'tasks',
  spec: 'basic/utilities/tasks#ttl-and-resource-management',
  fix: 'Put createdAt and lastUpdatedAt into every task, such as 2026-01-31T12:00:00Z.',
  run(context) {
    const wording = { subjects: 'tasks in messages', sound: 'have both timestamps' };
    return judgeTasks(context, 'task', sightingsInRun(context), wording, ({ task, source }) => {
      const wrong = ['createdAt', 'lastUpdatedAt'].find((member) => !isTimestamp(task[member]));
      return wrong && `${wrong} is ${quoteJson(task[wrong])} in a task of ${source}: ${quoteJson(task)}`;
    });
  },
};

function isTimestamp(value: JsonValue | undefined): boolean {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;
  return typeof value === 'string' && shape.test(value) && !Number.isNaN(Date.parse(value));
}
